import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { openParts } from '../src/assemble.ts';
import {
  createCarriers,
  importedCarrier,
  sandboxCarrier,
} from '../src/connectivity/carriers/index.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { sql } from '../src/platform/db/database.ts';
import { createLog } from '../src/platform/log/log.ts';
import { shareChanges } from '../src/share-changes.ts';
import type { NewApiKey } from '../src/tenancy/accounts/index.ts';
import { basic } from './support/access.ts';
import { createTestDatabase } from './support/database.ts';
import { forThisFile } from './support/for-this-file.ts';
import { illTyped } from './support/ill-typed.ts';
import { accountsOf, type Call, callerOf } from './support/slice.ts';

const { db } = await forThisFile(createTestDatabase());
const secretKey = randomBytes(32);

const CREDITS = '/gigastore/credits';
/** Long on a busy machine, and less than what it takes without a notice. */
const WAIT = { timeout: 20_000, interval: 10 };

/** Opens the store as one more process has it: with caches of its own. */
async function openProcess() {
  const parts = openParts({
    config: readConfig({ GIGASTORE_RATE_LIMIT: 'off' }),
    secretKey,
    log: createLog('silent'),
    db,
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    readiness: {},
  });
  const app = await buildApp(parts);
  afterAll(() => Promise.all([app.close(), parts.access.close()]));
  return { app, parts, newAccount: accountsOf({ app, db, access: parts.access }) };
}

it('the clock of a sandbox that one process moved is read by another one at once', async () => {
  const [one, other] = [await openProcess(), await openProcess()];
  const account = await one.newAccount();
  const token = await account.tokenOf();
  const calls = [one, other].map(({ app }) => callerOf(app, token));
  const [move, read] = calls as [(typeof calls)[0], (typeof calls)[0]];
  const path = '/gigastore/sandbox/clock';
  const before = Date.parse((await read('GET', path)).json().now);

  expect((await move('POST', path, { body: { advance: 'P31D' } })).statusCode).toBe(200);
  const after = Date.parse((await read('GET', path)).json().now);
  expect(after - before).toBeGreaterThanOrEqual(31 * 86_400_000);
});

describe('of two processes that listen', () => {
  /** Opens one that other processes reach, and waits until it is notified of their changes. */
  async function openListening() {
    const opened = await openProcess();
    await opened.app.listen({ host: '127.0.0.1', port: 0 });
    await expect.poll(opened.parts.notices.isListening, WAIT).toBe(true);
    return opened;
  }

  async function openTwo() {
    const [one, other] = [await openListening(), await openListening()];
    const account = await one.newAccount();
    const manage = callerOf(one.app, await account.tokenOf());
    return { one, other, account, manage };
  }

  /** The status of a call whose key the process has cached. */
  const statusOf = async (read: Call) => (await read('GET', CREDITS)).statusCode;

  it('one is notified of a key that the other revoked, long before it would look again', async () => {
    const { other, account, manage } = await openTwo();
    const key = await account.keyOf();
    const read = await callerWith(other, key);
    expect(await statusOf(read)).toBe(200);
    await manage('DELETE', `/gigastore/api-keys/${key.clientId}`);
    await expect.poll(() => statusOf(read), WAIT).toBe(401);
  });

  it('one is notified again after its connection was lost', async () => {
    const { other, account, manage } = await openTwo();
    const lost = await listenersNow();
    await db.run(sql`select pg_terminate_backend(pid) from unnest(${lost}::integer[]) as pid`);
    const isBack = async () => {
      const now = await listenersNow();
      return now.length === lost.length && !now.some((pid) => lost.includes(pid));
    };
    await expect.poll(isBack, WAIT).toBe(true);
    const key = await account.keyOf();
    const read = await callerWith(other, key);
    expect(await statusOf(read)).toBe(200);
    await manage('DELETE', `/gigastore/api-keys/${key.clientId}`);
    await expect.poll(() => statusOf(read), WAIT).toBe(401);
  });
});

/** Returns the backends that listen in our database. */
async function listenersNow(): Promise<number[]> {
  const rows = await db.rows<{ pid: number }>(sql`
    select pid
    from pg_stat_activity
    where datname = current_database()
      and query like 'listen %'
      and state = 'idle'`);
  return rows.map(({ pid }) => pid);
}

it.each(['key', 'account', 'organization', 'person'])(
  'what is invalidated in one process of a %s is invalidated in the others',
  (kind) => {
    const invalidated: string[] = [];
    const note = (what: string) => (id: string) => void invalidated.push(`${what} ${id}`);
    const access = { invalidateKey: note('key'), ...both(note('account'), note('organization')) };
    const sessions = {
      invalidatePerson: note('person'),
      ...both(note('account of sessions'), note('organization of sessions')),
    };
    const sent: string[] = [];
    const caches = illTyped<Parameters<typeof shareChanges>[0]>({ access, people: { sessions } });
    const shared = shareChanges(caches, { send: (text) => void sent.push(text) });
    const callers: Record<string, (id: string) => void> = {
      key: shared.access.invalidateKey,
      account: shared.access.invalidateAccount,
      organization: shared.people.sessions.invalidateOrganization,
      person: shared.people.sessions.invalidatePerson,
    };
    callers[kind]?.('1');
    expect(sent).toEqual([`${kind} 1`]);
    const here = [...invalidated];
    expect(here).toContain(`${kind} 1`);
    invalidated.length = 0;
    for (const text of [...sent, 'unknown 1', '']) shared.takeNotice(text);
    expect(invalidated).toEqual(here);
  },
);

function both<Note>(invalidateAccount: Note, invalidateOrganization: Note) {
  return { invalidateAccount, invalidateOrganization };
}

async function callerWith(
  { app, parts }: Awaited<ReturnType<typeof openProcess>>,
  key: NewApiKey,
): Promise<Call> {
  const login = { authorization: basic(key), remoteAddress: '127.0.0.1' };
  return callerOf(app, await parts.access.authenticateClient(login));
}
