import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { junkBody } from './fuzz/junk.ts';
import { openParty, storm } from './fuzz/storm.ts';
import { printTally, requestsOf } from './fuzz/tally.ts';
import { faultsOf } from './support/answers.ts';
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

const everything = await readOperations('all');
const operations = everything.filter(({ path }) => path.startsWith('/auth/'));
const ofCarriers = everything.filter(({ path }) => path.startsWith('/carrier/'));
const store = await forThisFile(openStore());
await loadPlans(store.db);

describe(`requests made from the document (GIGASTORE_FUZZ_SEED=${seed})`, () => {
  it('random requests of signing in get a documented answer, whatever is wrong with them', {
    timeout: STORM_MS,
  }, async () => {
    const asking = await openParty(store);
    const parties = { asking, foreign: asking };
    const { tally, failures } = await storm(operations, () => parties, {
      seed,
      runs: () => RUNS,
      rounds: 1,
    });
    console.log(printTally(tally));
    expect(failures.join('\n')).toBe('');
    expect(requestsOf(tally)).toBe(operations.length * RUNS);
  });

  it('random requests of a carrier get a documented answer', async () => {
    const carrier = await openCarrier(store);
    for (const operation of ofCarriers.filter(({ method }) => method === 'POST')) {
      const path = operation.path.replace('/carrier/v1/', '') as 'usage-records';
      const property = fc.asyncProperty(junkBody, fc.boolean(), async (text, isAsync) => {
        const answer = await carrier.send(path, text, isAsync ? { prefer: 'respond-async' } : {});
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        expect(faultsOf(answer, operation), answer.body).toEqual([]);
      });
      await fc.assert(property, { seed, numRuns: REPORTS });
    }
  });

  it('of a carrier about reports get a documented answer, whatever report they name', async () => {
    const carrier = await openCarrier(store);
    const operation = ofCarriers.find(({ method }) => method === 'GET');
    if (!operation) throw new Error('no operation reads a report');
    const records = [{ recordId: 'cdr-1', iccid: '8997212330099184891', bytes: 1 }, 5];
    const report = JSON.stringify(records);
    const accepted = await carrier.send('usage-records', report, { prefer: 'respond-async' });
    const { reportId } = accepted.json();
    const read = async (id: string) => {
      const answer = await carrier.read(encodeURIComponent(id));
      expect(faultsOf(answer, operation), answer.body).toEqual([]);
      return answer;
    };
    await expect.poll(async () => (await read(reportId)).json().status).toBe('settled');
    expect((await read(reportId)).json()).toMatchObject({ records: 2, rejected: 2 });
    // A client resolves `.` and `..` before it sends them: they name another path.
    const ids = fc.string({ minLength: 1 }).filter((id) => !/^\.{1,2}$/.test(id));
    const property = fc.asyncProperty(ids, async (id) => {
      expect((await read(id)).statusCode).toBeGreaterThanOrEqual(400);
    });
    await fc.assert(property, { seed, numRuns: REPORTS });
  });

  it.each(ofCarriers.map((operation) => [operation.name, operation] as const))(
    'without a carrier key are refused as documented: %s',
    async (_, operation) => {
      const url = operation.path.replace('{id}', newId());
      for (const authorization of [undefined, 'Basic eDp5', 'Bearer x', 'Basic ****']) {
        const answer = await store.app.inject({
          method: operation.method,
          url,
          headers: authorization === undefined ? {} : { authorization },
          ...(operation.method === 'POST' && { payload: [] }),
        });
        expect(answer.statusCode).toBe(401);
        expect(faultsOf(answer, operation), answer.body).toEqual([]);
      }
    },
  );
});
