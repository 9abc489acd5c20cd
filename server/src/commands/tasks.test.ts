import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { LINKS } from '../../test/support/shop.ts';
import { createOrganization } from '../commerce/onboarding/index.ts';
import { createCarriers, importedCarrier, readFreeCounts } from '../connectivity/carriers/index.ts';
import { openPayments } from '../open-payments.ts';
import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/database.ts';
import { createLog } from '../platform/log/log.ts';
import { createTasks, SCHEDULE } from './tasks.ts';

const logged: string[] = [];

const store = await forThisFile(createTestDatabase(), { hasBooks: false });

const payments = openPayments(readConfig({}));
const parts = () => {
  const carriers = createCarriers([], importedCarrier);
  return {
    db: store.db,
    carriers,
    links: LINKS,
    payments,
    log: createLog('silent'),
    hostProofs: { mode: 'live' as const, readTextRecords: async () => [] },
    ipRetentionDays: 180,
  };
};

async function perform(task: string): Promise<string> {
  logged.length = 0;
  const destination = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const log = createLog('info', destination);
  const tasks = createTasks({ ...parts(), log });
  await tasks[task]?.({}, new AbortController().signal);
  return logged.join('');
}

async function count(query: ReturnType<typeof sql>): Promise<bigint | undefined> {
  return (await store.db.row<{ count: bigint }>(query))?.count;
}

/** Queued by the change that makes them necessary. */
const QUEUED = ['credits-fell', 'top-up-credits', 'sell-batch', 'sell-approved'];

describe('the background jobs', () => {
  it('schedules every task that nothing else queues, and no unknown task', () => {
    const tasks = Object.keys(createTasks(parts()));
    const timed = SCHEDULE.map(({ task }) => task);
    expect(tasks.filter((task) => !QUEUED.includes(task)).sort()).toEqual(timed.sort());
  });

  it('knows every task that other code queues', () => {
    const tasks = Object.keys(createTasks(parts()));
    expect(tasks).toEqual(expect.arrayContaining(QUEUED));
  });

  it('creates sandbox profiles before they run out', async () => {
    expect(await perform('top-up-sandbox-profiles')).toContain('"created":5000');
    expect(await readFreeCounts(store.db)).toEqual([{ carrier: 'sandbox', free: 5000 }]);
    expect(await perform('top-up-sandbox-profiles')).toBe('');
  });

  it('creates the partitions of the coming months', async () => {
    const [last] = await store.db.rows<{ name: string }>(sql`
      select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'events'::regclass and inhrelid::regclass::text like 'events_p%'
      order by name desc limit 1`);
    await store.db.pool.query(`drop table ${last?.name}`);
    expect(await perform('ensure-partitions')).toContain(last?.name);
    expect(await perform('ensure-partitions')).toBe('');
  });

  it('deletes expired idempotency keys, and no others', async () => {
    const now = new Date('2026-04-30T09:55:36.430Z');
    const { sandboxAccountId } = await store.db.transaction((tx) =>
      createOrganization(tx, { name: 'Acme', email: 'a@b.test', now }),
    );
    await store.db.run(sql`
      insert into idempotency_keys (account_id, key, request_hash, status, body, created_at)
      select ${sandboxAccountId}, 'key-' || days, sha256('request'), 200, '{}',
        now() - make_interval(days => days)
      from unnest(array[1, 29, 31, 400]) as days`);
    expect(await perform('prune-idempotency-keys')).toContain('"deleted":2');
    expect(await count(sql`select count(*) from idempotency_keys`)).toBe(2n);
  });

  it('logs an error that names the account whose books do not balance', async () => {
    expect(await perform('audit-books')).toContain('ledger check passed');
    await store.db.run(sql`
      update ledger_accounts set posted_credits_minor = 1 where code = 'credits'`);
    const said = await perform('audit-books');
    expect(said).toContain('"level":"error"');
    expect(said).toContain('ledger check found a fault');
    expect(said).toContain('"accountId"');
  });
});
