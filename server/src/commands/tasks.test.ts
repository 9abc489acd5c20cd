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
    retention: { events: 90, usage: 400, audit: 3653 },
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
    ['profile_event_ids', 'prune-profile-event-ids', [122, 121]],
  ])('closes %s, and drops the closed tables that have expired', async (table, task, days) => {
    const [expired, kept] = days as [number, number];
    const columns =
      table === 'idempotency_keys'
        ? `(account_id, key, request_hash, status, body) values ($1, $2, sha256('r'), 200, '{}')`
        : `(account_id, carrier, ${table === 'usage_record_ids' ? 'record_id' : 'event_id'})
          values ($1, 'sandbox', $2)`;
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

  describe('the months that the operator keeps no longer', () => {
    const month = (table: string, of: string) => {
      const [year, number] = [Number(of.slice(0, 4)), Number(of.slice(4))];
      const begin = (plus: number) => new Date(Date.UTC(year, number - 1 + plus)).toISOString();
      return store.db.pool.query(
        `create table ${table}_p${of} partition of ${table}
        for values from ('${begin(0)}') to ('${begin(1)}')`,
      );
    };
    const archive = (table: string, of: string, at: string) =>
      store.db.pool.query(
        `insert into archived_months (table_name, month, rows, sha256, archived_at)
        values ($1, $2, 1, repeat('0', 64), $3)
        on conflict (table_name, month) do update set archived_at = excluded.archived_at`,
        [table, of, at],
      );
    const has = async (table: string) =>
      (
        await store.db.row<{ found: string | null }>(
          sql`select to_regclass(${table})::text as found`,
        )
      )?.found !== null;

    it('of events go once every endpoint and every report has had them', async () => {
      await month('events', '202001');
      const asked = { name: 'Acme', email: 'events@b.test', now: new Date() };
      const { liveAccountId: accountId } = await store.db.transaction((tx) =>
        createOrganization(tx, asked),
      );
      await store.db.run(sql`
        insert into events (account_id, sequence, id, type, body, created_at, recorded_at)
        select ${accountId}, n, gen_random_uuid(), 'balance.low', '{}', '2020-01-07', '2020-01-07'
        from generate_series(1, 5) as n`);
      await store.db.run(sql`
        insert into sales_totals_progress (account_id, rolled_until) values (${accountId}, 4)`);
      expect(await perform('drop-history')).toContain('that an endpoint or a report has not had');
      expect(await has('events_p202001')).toBe(true);
      await store.db.run(sql`
        update sales_totals_progress set rolled_until = 5 where account_id = ${accountId}`);
      expect(await perform('drop-history')).toContain('"dropped":["events_p202001"]');
      expect(await perform('drop-history')).toBe('');
    });

    it('of usage records go once they were archived after their end', async () => {
      await month('usage_records', '202001');
      await month('usage_records', '202002');
      await store.db.run(sql`
        insert into usage_records (account_id, carrier, record_id, esim_profile_id, bytes, country,
          started_at, ended_at, recorded_at)
        select gen_random_uuid(), 'sandbox', 'r', gen_random_uuid(), 1, 'AT', at, at, at
        from unnest(array['2020-01-07', '2020-02-07']::timestamptz[]) as at`);
      await archive('usage_records', '2020-01', '2020-01-31T23:59:59Z');
      const said = await perform('drop-history');
      expect(said).toContain('usage_records_p202001 was not archived');
      expect(said).toContain('usage_records_p202002 was not archived');
      await archive('usage_records', '2020-01', '2020-03-01T00:00:00Z');
      expect(await perform('drop-history')).toContain('"dropped":["usage_records_p202001"]');
      expect(await has('usage_records_p202002')).toBe(true);
      await archive('usage_records', '2020-02', '2020-04-01T00:00:00Z');
      await perform('drop-history');
    });

    it('of the audit log go after ten years, with those who sold in them', async () => {
      for (const table of ['audit_log', 'audit_sales']) await month(table, '201501');
      const [ids, sold] = [
        [newId(), newId()],
        [new Date('2015-01-07'), new Date()],
      ];
      await store.db.run(sql`
        insert into audit_authors (account_id, id, organization_id, actor_kind, actor_id,
          created_at)
        select id, id, id, 'platform', 'platform', at
        from unnest(${ids}::uuid[], ${sold}::timestamptz[]) as of (id, at)`);
      await store.db.run(sql`
        insert into audit_sales (account_id, id, at, charged_minor, actor_hash, author_id,
          customer_id, inventory_item_id, kind, request_id)
        select id, id, at, 1, 1, id, id, id, 'register', 'r'
        from unnest(${ids}::uuid[], ${sold}::timestamptz[]) as of (id, at)`);
      expect(await perform('drop-history')).toContain('audit_sales_p201501 was not archived');
      await archive('audit_log', '2015-01', '2015-03-01');
      await perform('drop-history');
      expect(await has('audit_sales_p201501')).toBe(false);
      expect(await has('audit_log_p201501')).toBe(false);
      const left = await store.db.rows(sql`
        select id from audit_authors where id = any(${ids}::uuid[])`);
      expect(left).toEqual([{ id: ids[1] }]);
    });

    it.each([
      ['events', 91],
      ['usage_records', 401],
      ['audit_log', 3654],
      ['audit_sales', 3654],
    ])('of %s cannot go before their least time', async (table, days) => {
      const young = new Date(Date.now() - (days - 40) * 86_400_000).toISOString();
      const of = young.slice(0, 7).replace('-', '');
      if (!(await has(`${table}_p${of}`))) await month(table, of);
      await expect(
        store.db.run(sql`select drop_expired_table(${`${table}_p${of}`})`),
      ).rejects.toThrow('not a table that has expired');
    });
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
