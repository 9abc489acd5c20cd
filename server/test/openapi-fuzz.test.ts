import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditBooks } from '../src/backoffice/operator/index.ts';
import { openParty, type Parties, storm } from './fuzz/storm.ts';
import { printTally, requestsOf, successesOf, type Tally } from './fuzz/tally.ts';
import { faultsOf } from './support/answers.ts';
import { openStore, type TestStore } from './support/app.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send, spoilsAccount } from './support/requests.ts';
import { loadPlans } from './support/shop.ts';

const REQUESTS = 10_000;
/** Sales are what the store is for. */
const WEIGHT_OF_SALES = 3;
/** Few requests of some operations can succeed: a round of thirty may have none of them. */
const MAX_ROUNDS = 5;
const STORM_MS = 600_000;
/** The archive renders each invoice that the storm made. */
const AFTERWARDS_MS = 120_000;
/** Another one each time; a failure names it, and the same one makes the same requests again. */
const seed = Number(process.env.GIGASTORE_FUZZ_SEED ?? Date.now() % 2 ** 31);

const isSale = ({ path }: Operation) => /\/(register|top-up.*)$/.test(path);
/**
 * Returns whether an operation needs its own account, because it changes it for others or fills its
 * lists.
 */
const needsAccount = (operation: Operation) => spoilsAccount(operation) || isSale(operation);

/** A stream of events has no end of its own; its tests stand beside it. */
const isStream = ({ path }: Operation) => path.endsWith('/stream');
/** An account sends few invitations an hour; src/identity/team holds them. */
const isInvitation = ({ path }: Operation) => path.startsWith('/gigastore/team/invitations');
const operations = (await readOperations()).filter(
  (operation) => !isStream(operation) && !isInvitation(operation),
);
const weightOf = (operation: Operation) => (isSale(operation) ? WEIGHT_OF_SALES : 1);
const weights = operations.reduce((sum, operation) => sum + weightOf(operation), 0);
const runs = (operation: Operation) => Math.ceil((REQUESTS * weightOf(operation)) / weights);

let store: TestStore;
let parties: Map<string, Parties>;
let tally: Tally;
let failures: string[];

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
  const [shared, foreign] = [await openParty(store), await openParty(store)];
  parties = new Map();
  for (const operation of operations) {
    const asking = needsAccount(operation) ? await openParty(store) : shared;
    parties.set(operation.name, { asking, foreign });
  }
  const plan = { seed, runs, rounds: MAX_ROUNDS };
  ({ tally, failures } = await storm(operations, partiesOf, plan));
  console.log(printTally(tally));
}, STORM_MS);
afterAll(() => store.close());

function partiesOf({ name }: Operation): Parties {
  const found = parties.get(name);
  if (!found) throw new Error(`nobody asks for ${name}`);
  return found;
}

describe('ten thousand requests made from the document', () => {
  it(`random requests get documented answers (GIGASTORE_FUZZ_SEED=${seed})`, () => {
    expect(failures.join('\n')).toBe('');
    expect(requestsOf(tally)).toBeGreaterThanOrEqual(REQUESTS);
  });

  it('random requests succeed at times with every operation', () => {
    const unmet = operations.filter(({ name }) => successesOf(tally, name) === 0);
    expect(unmet.map(({ name }) => name).join('\n')).toBe('');
  });

  it('random requests leave the books balanced', async () => {
    expect(await auditBooks(store.db)).toEqual([]);
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'random requests leave %s unchanged',
    async (_, operation) => {
      const { reseller } = partiesOf(operation).asking;
      const answer = await send(operation, await grantedRequest(operation, reseller), reseller);
      expect(answer.statusCode, answer.body).toBeLessThan(300);
      expect(faultsOf(answer, operation)).toEqual([]);
    },
    AFTERWARDS_MS,
  );
});
