import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RefusalCode } from '../src/kernel/refusal.ts';
import { connect } from '../src/platform/db/connect.ts';
import type { Database } from '../src/platform/db/database.ts';
import { faultsOf, problemFaults } from './support/answers.ts';
import { openStore, type TestStore } from './support/app.ts';
import { startDatabaseProxy } from './support/database-proxy.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send } from './support/requests.ts';
import { openReseller, type Reseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import type { Wanted } from './support/wanted.ts';

const operations = await readOperations();
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'];
/** Two hundred resellers are opened, each of which buys something. */
const EVERY_OPERATION_MS = 90_000;
/** More than the bucket holds, and than it regains meanwhile on a slow machine. */
const MANY = 600;

describe('a path', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  it.each([...new Set(operations.map(({ path }) => path))])(
    '%s refuses other methods, and names its own',
    async (path) => {
      const url = path.replace(/\{\w+\}/g, 'x');
      const allowed = methodsOf(url);
      for (const method of METHODS.filter((each) => !allowed.includes(each))) {
        const answer = await store.app.inject({ method: method as 'GET', url });
        expect(problemFaults(answer, ['method_not_allowed']), method).toEqual([]);
        expect(answer.headers.allow).toBe(allowed.join(', '));
      }
    },
  );

  it.each([
    '/gigastore',
    '/gigastore/nothing',
    '/v2/activations/register',
    '/%00',
    '/gigastore/x/',
  ])('the unknown path %s is refused before anything else', async (url) => {
    const answer = await store.app.inject({ method: 'POST', url, payload: '{' });
    expect(problemFaults(answer, ['route_not_found'])).toEqual([]);
  });
});

/** Returns the methods that the document allows for this path; a GET implies a HEAD. */
function methodsOf(url: string): string[] {
  const methods = operations
    .filter(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(url))
    .map(({ method }): string => method);
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
}

describe('a store', () => {
  it(
    'a store that fails inside says so, and not why',
    async () => {
      const fault = { isOn: false };
      const store = await openStore({}, async ({ db }) => breakable(db, fault));
      onTestFinished(() => store.close());
      await askAll(store, 'internal_error', () => {
        fault.isOn = true;
      });
    },
    EVERY_OPERATION_MS,
  );

  it(
    'a store without its database asks clients to return later',
    async () => {
      let cut = async () => {};
      const store = await openStore({}, async ({ url }) => {
        const proxy = await startDatabaseProxy(url);
        const options = { maxConnections: 20, applicationName: 'gigastore tests' };
        const db = connect({ url: proxy.url, ...options });
        cut = proxy.close;
        onTestFinished(() => db.close());
        return db;
      });
      onTestFinished(() => store.close());
      await askAll(store, 'service_unavailable', () => cut());
    },
    EVERY_OPERATION_MS,
  );

  it('a store with rate limits stops endless requests and guessing', async () => {
    const store = await openStore({ GIGASTORE_RATE_LIMIT: 'on' });
    onTestFinished(() => store.close());
    await loadPlans(store.db);
    const { token } = await openReseller(store);
    const bearer = { authorization: `Bearer ${token}` };
    const basic = { authorization: 'Basic eDp5' };
    for (const [method, url, headers] of [
      ['GET', '/gigastore/sandbox/clock', bearer],
      ['POST', '/gigastore/activations/register', bearer],
      ['POST', '/reseller/authenticate', basic],
    ] as const) {
      const asked = Array.from({ length: MANY }, () => store.app.inject({ method, url, headers }));
      const answers = await Promise.all(asked);
      const refused = answers.filter(({ statusCode }) => statusCode === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.length).toBeLessThan(MANY);
      for (const answer of refused) expect(problemFaults(answer, ['rate_limited'])).toEqual([]);
    }
  });
});

/** Prepares a request of every operation, breaks something, and sends all requests. */
async function askAll(
  store: TestStore,
  code: RefusalCode,
  happen: () => void | Promise<void>,
): Promise<void> {
  await loadPlans(store.db);
  const asked: [Operation, Wanted, Reseller][] = [];
  for (const operation of operations) {
    const reseller = await openReseller(store);
    asked.push([operation, await grantedRequest(operation, reseller), reseller]);
  }
  await happen();
  for (const [operation, wanted, reseller] of asked) {
    const answer = await send(operation, wanted, reseller);
    expect(faultsOf(answer, operation), `${operation.name} ${answer.body}`).toEqual([]);
    // Some reads are answered from the cache; no change is.
    if (answer.statusCode < 400 && operation.method === 'GET') continue;
    expect(answer.json(), operation.name).toMatchObject({ code });
  }
}

/** The same database until the fault is on. */
function breakable(db: Database, fault: { isOn: boolean }): Database {
  const refuse = () => {
    if (fault.isOn) throw new Error('relation "secrets" does not exist: select * from secrets');
  };
  return {
    ...db,
    async rows(statement) {
      refuse();
      return db.rows(statement);
    },
    async row(statement) {
      refuse();
      return db.row(statement);
    },
    async run(statement) {
      refuse();
      return db.run(statement);
    },
    async transaction(work) {
      refuse();
      return db.transaction(work);
    },
  };
}
