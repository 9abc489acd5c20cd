import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junkBody } from './fuzz/junk.ts';
import { openParty, storm } from './fuzz/storm.ts';
import { printTally, requestsOf } from './fuzz/tally.ts';
import { problemFaults } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { openCarrier } from './support/carrier.ts';
import { forThisFile } from './support/for-this-file.ts';
import { readOperations } from './support/operations.ts';
import { loadPlans } from './support/shop.ts';

const RUNS = 12;
const REPORTS = 100;
const STORM_MS = 120_000;
/** Another one each time; a failure names it, and the same one makes the same requests again. */
const seed = Number(process.env.GIGASTORE_FUZZ_SEED ?? Date.now() % 2 ** 31);

const operations = (await readOperations('all')).filter(({ path }) => path.startsWith('/auth/'));
const store = await forThisFile(openStore());
await loadPlans(store.db);

describe(`requests made from the document (GIGASTORE_FUZZ_SEED=${seed})`, () => {
  it('random requests of signing in get a documented answer, whatever is wrong with them', {
    timeout: STORM_MS,
  }, async () => {
    const asking = await openParty(store);
    const parties = { asking, foreign: asking };
    const { tally, failures } = await storm(operations, () => parties, { seed, runs: () => RUNS });
    console.log(printTally(tally));
    expect(failures.join('\n')).toBe('');
    expect(requestsOf(tally)).toBe(operations.length * RUNS);
  });

  it('random requests of a carrier are answered or refused by a problem', async () => {
    const carrier = await openCarrier(store);
    const codes = ['invalid_request', 'body_too_large', 'unsupported_media_type'] as const;
    for (const path of ['usage-records', 'profile-events'] as const) {
      const property = fc.asyncProperty(junkBody, async (text) => {
        const answer = await carrier.send(path, text);
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(problemFaults(answer, codes)).toEqual([]);
      });
      await fc.assert(property, { seed, numRuns: REPORTS });
    }
  });
});
