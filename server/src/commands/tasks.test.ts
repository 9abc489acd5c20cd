import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { closeTableBefore } from '../../test/support/closed-tables.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { LINKS } from '../../test/support/shop.ts';
import { createOrganization } from '../commerce/onboarding/index.ts';
import { createCarriers, importedCarrier, readFreeCounts } from '../connectivity/carriers/index.ts';
import { newId } from '../kernel/ids.ts';
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

  it.each([
    ['idempotency_keys', 'prune-idempotency-keys', [31, 30]],
    ['usage_record_ids', 'prune-usage-ids', [122, 121]],
  ])('closes %s, and drops the closed tables that have expired', async (table, task, days) => {
    const [expired, kept] = days as [number, number];
    const columns =
      table === 'idempotency_keys'
        ? `(account_id, key, request_hash, status, body) values ($1, $2, sha256('r'), 200, '{}')`
        : `(account_id, carrier, record_id) values ($1, 'sandbox', $2)`;
    const add = (name: string) =>
      store.db.pool.query(`insert into ${table} ${columns}`, [newId(), name]);
    await add('old');
    const old = await closeTableBefore(store.db, { table, days: expired });
    await add('young');
    await store.db.pool.query(`alter table ${old} rename to hidden`);
    await closeTableBefore(store.db, { table, days: kept });
    await store.db.pool.query(`alter table hidden rename to ${old}`);
    await add('newest');
    const said = await perform(task);
    expect(said).toContain(`"dropped":["${old}"]`);
    expect(await perform(task)).toBe('');
    const { rows } = await store.db.pool.query(
      `select count(*)::int as all,
        count(*) filter (where tableoid = '${table}'::regclass)::int as open
      from ${table}`,
    );
    expect(rows).toEqual([{ all: 2, open: 0 }]);
  });

  it('drops the months of webhook deliveries that are old, unless some wait', async () => {
    for (const table of ['webhook_attempts', 'webhook_deliveries'])
      await store.db.pool.query(
        `create table ${table}_p202001 partition of ${table}
        for values from ('2020-01-01T00:00:00Z') to ('2020-02-01T00:00:00Z')`,
      );
    await store.db.pool.query(
      `insert into webhook_deliveries_p202001
        (account_id, id, created_at, event, url, body, status, next_attempt_at)
      values ($1, $1, '2020-01-07', 'package.sold', 'https://x.test', '{}', 'pending', now())`,
      [newId()],
    );
    await expect(perform('prune-deliveries')).rejects.toThrow('deliveries that wait');
    await store.db.pool.query(
      `update webhook_deliveries_p202001 set status = 'failed', next_attempt_at = null`,
    );
    expect(await perform('prune-deliveries')).toContain('webhook_deliveries_p202001');
    const left = await store.db.row(sql`
      select to_regclass('webhook_deliveries_p202001') as deliveries,
        to_regclass('webhook_attempts_p202001') as attempts`);
    expect(left).toEqual({ deliveries: null, attempts: null });
  });

  it('logs an error that names the account whose books do not balance', async () => {
    const now = new Date('2026-04-30T09:55:36.430Z');
    await store.db.transaction((tx) =>
      createOrganization(tx, { name: 'Acme', email: 'a@b.test', now }),
    );
    expect(await perform('audit-books')).toContain('ledger check passed');
    await store.db.run(sql`
      update ledger_accounts set posted_credits_minor = 1 where code = 'credits'`);
    const said = await perform('audit-books');
    expect(said).toContain('"level":"error"');
    expect(said).toContain('ledger check found a fault');
    expect(said).toContain('"accountId"');
  });
});
