import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dropHistory, verifyArchive, writeArchive } from '../../src/backoffice/archive/index.ts';
import { pruneEventIds, pruneRecordIds } from '../../src/commerce/usage/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { pruneDeliveries } from '../../src/messaging/webhooks/index.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { ensurePartitions } from '../../src/platform/db/partitions.ts';
import { seedDemonstration } from '../../src/surfaces/seed/index.ts';
import { pruneIdempotencyKeys } from '../../src/tenancy/idempotency/index.ts';
import { pruneRequests } from '../../src/tenancy/requests/index.ts';
import { type DistributedStore, openDistributedStore } from './cluster.ts';

const CLUSTER = process.env.TEST_CITUS_URL ?? '';
const TIMEOUT_MS = 180_000;
const PARTITIONED = [
  ['api_requests', 'prune-requests'],
  ['audit_sales', 'drop-history'],
  ['events', 'drop-history'],
  ['usage_records', 'drop-history'],
  ['webhook_attempts', 'prune-deliveries'],
  ['webhook_deliveries', 'prune-deliveries'],
] as const;
const BY_ROW = [
  ['idempotency_keys', 'prune-idempotency-keys', 30],
  ['usage_record_ids', 'prune-usage-ids', 121],
  ['profile_event_ids', 'prune-profile-event-ids', 121],
] as const;

/** What the worker's jobs of these names do. */
const TASKS = {
  'ensure-partitions': (db: Database) => ensurePartitions(db),
  'prune-requests': pruneRequests,
  'prune-deliveries': pruneDeliveries,
  'prune-idempotency-keys': pruneIdempotencyKeys,
  'prune-usage-ids': pruneRecordIds,
  'prune-profile-event-ids': pruneEventIds,
  'drop-history': (db: Database) => dropHistory(db, { events: 90, usage: 400, audit: 3653 }),
};

describe.runIf(CLUSTER)('what grows, on a distributed database', () => {
  let store: DistributedStore;
  let db: Database;
  let accountId: string;

  beforeAll(async () => {
    store = await openDistributedStore(CLUSTER, (undistributed) =>
      seedDemonstration(undistributed, new Date()),
    );
    db = store.db;
    const [account] = await db.rows<{ id: string }>(sql`
      select id from accounts where mode = 'sandbox' limit 1`);
    accountId = account?.id ?? '';
  }, TIMEOUT_MS);
  afterAll(() => store?.close(), TIMEOUT_MS);

  const perform = async (task: keyof typeof TASKS) => JSON.stringify(await TASKS[task](db));

  const query = (text: string, values: unknown[] = []) => db.pool.query(text, values);
  const isThere = async (table: string) =>
    (await query('select to_regclass($1) as name', [table])).rows[0]?.name !== null;
  const makeMonth = (table: string, [from, to]: [string, string]) =>
    query(`create table ${table}_p${from.replace('-', '')} partition of ${table}
      for values from ('${from}-01T00:00:00Z') to ('${to}-01T00:00:00Z')`);

  it('makes missing partitions, and moves the rows there that came before them', async () => {
    const last = (await ensurePartitions(db, { tables: ['events'], monthsAhead: 5 })).at(-1) ?? '';
    expect(last).toMatch(/^events_p\d{6}$/);
    await query(`drop table ${last}`);
    const month = `${last.slice(-6, -2)}-${last.slice(-2)}`;
    await query(
      `insert into events (account_id, sequence, id, type, body, created_at, recorded_at)
      values ($1, 1000000, $1, 'package.purchased', '{}', now(), $2)`,
      [accountId, `${month}-15T12:00:00Z`],
    );
    expect(await ensurePartitions(db, { tables: ['events'], monthsAhead: 5 })).toEqual([last]);
    const moved = await query(`select account_id from ${last}`);
    expect(moved.rows).toEqual([{ account_id: accountId }]);
    expect((await query('select from events where sequence = 1000000')).rowCount).toBe(1);
    await query('delete from events where sequence = 1000000');
  });

  it('has every partition on the nodes of its table', async () => {
    await perform('ensure-partitions');
    const { rows } = await query(`
      select i.inhrelid::regclass::text as name
      from pg_inherits as i
      left join pg_dist_partition as own on own.logicalrelid = i.inhrelid
      join pg_dist_partition as parent on parent.logicalrelid = i.inhparent
      where own.colocationid is distinct from parent.colocationid`);
    expect(rows).toEqual([]);
  });

  it.each(PARTITIONED)('drops an old month of %s whole', async (table, task) => {
    await makeMonth(table, ['2010-01', '2010-02']);
    expect(await perform(task)).toContain(`${table}_p201001`);
    expect(await isThere(`${table}_p201001`)).toBe(false);
    const shards = await query(`
      select result from run_command_on_workers(
        $$select count(*) from pg_class where relname ~ '^${table}_p201001'$$)`);
    expect(shards.rows.map(({ result }) => result)).toEqual(shards.rows.map(() => '0'));
  });

  it('keeps an old month of deliveries in which one waits', async () => {
    await makeMonth('webhook_deliveries', ['2010-02', '2010-03']);
    await query(
      `insert into webhook_deliveries
        (account_id, id, created_at, event, url, body, status, next_attempt_at)
      values ($1, $2, '2010-02-07', 'package.sold', 'https://x.test', '{}', 'pending', now())`,
      [accountId, newId()],
    );
    await expect(perform('prune-deliveries')).rejects.toThrow('deliveries that wait');
    await query(`update webhook_deliveries set status = 'failed', next_attempt_at = null
      where created_at < '2010-03-01'`);
    expect(await perform('prune-deliveries')).toContain('webhook_deliveries_p201002');
  });

  it('keeps an old month of events that an endpoint or a report has not had', async () => {
    await makeMonth('events', ['2010-02', '2010-03']);
    await query(
      `insert into events (account_id, sequence, id, type, body, created_at, recorded_at)
      values ($1, 2000000, $1, 'package.purchased', '{}', '2010-02-07', '2010-02-07')`,
      [accountId],
    );
    await query('delete from sales_totals_progress where account_id = $1', [accountId]);
    await query(
      `insert into sales_totals_progress (account_id, rolled_until) values ($1, 1999999)`,
      [accountId],
    );
    expect(await perform('drop-history')).toContain('an endpoint or a report has not had');
    await query('update sales_totals_progress set rolled_until = 2000000 where account_id = $1', [
      accountId,
    ]);
    expect(await perform('drop-history')).toContain('"dropped":["events_p201002"]');
  });

  it('drops old usage records and audit entries only after they were archived', async () => {
    await makeMonth('usage_records', ['2010-02', '2010-03']);
    await query(
      `insert into usage_records (account_id, carrier, record_id, esim_profile_id, bytes, country,
        started_at, ended_at, recorded_at)
      values ($1, 'sandbox', 'old', $2, 1, 'DE', '2010-02-07', '2010-02-07', '2010-02-07')`,
      [accountId, newId()],
    );
    const authorId = newId();
    await makeMonth('audit_sales', ['2010-02', '2010-03']);
    await query(
      `insert into audit_authors (account_id, id, organization_id, actor_kind, actor_id, created_at)
      select id, $2, organization_id, 'api_key', 'shop', '2010-02-06' from accounts where id = $1`,
      [accountId, authorId],
    );
    await query(
      `insert into audit_sales (account_id, id, at, charged_minor, actor_hash, author_id,
        customer_id, inventory_item_id, kind, request_id)
      values ($1, $2, '2010-02-07', 1, 1, $2, $2, $2, 'register', 'request')`,
      [accountId, authorId],
    );
    const kept = await perform('drop-history');
    expect(kept).toContain('usage_records_p201002 was not archived');
    expect(kept).toContain('audit_sales_p201002 was not archived');
    const home = await mkdtemp(join(tmpdir(), 'gigastore-test-'));
    onTestFinished(() => rm(home, { recursive: true }));
    const directory = join(home, 'archive');
    const { files } = await writeArchive(db, directory, {
      months: { before: '2099-01' },
      now: new Date(),
    });
    expect([...new Set(files.map(({ table }) => table))]).toEqual([
      ...['transfers', 'audit_log', 'usage_records'],
    ]);
    const counted = await query('select count(*)::int as transfers from transfers');
    const archived = files.filter(({ table }) => table === 'transfers');
    expect(archived.reduce((sum, { rows }) => sum + rows, 0)).toBe(counted.rows[0]?.transfers);
    expect(await verifyArchive(directory)).toEqual([]);
    expect(await perform('drop-history')).toContain(
      '"dropped":["usage_records_p201002","audit_sales_p201002"]',
    );
    expect((await query('select from audit_authors where id = $1', [authorId])).rowCount).toBe(0);
  });

  it.each(BY_ROW)('deletes the rows of %s that are too old', async (table, task, days) => {
    await query(`delete from ${table}`);
    const columns =
      table === 'idempotency_keys'
        ? `(account_id, key, request_hash, status, body, created_at)
          select $1, 'k' || n, sha256('r'), 200, '{}'`
        : `(account_id, carrier, ${table === 'usage_record_ids' ? 'record_id' : 'event_id'},
            created_at) select $1, 'sandbox', 'k' || n`;
    const add = (count: number, age: number) =>
      query(
        `insert into ${table} ${columns}, now() - make_interval(days => $2, secs => n)
        from generate_series(1, $3) as n`,
        [newId(), age, count],
      );
    await add(25, days);
    await add(5, days - 1);
    const some = await query('select delete_expired_rows($1, 10)::int as deleted', [table]);
    expect(some.rows).toEqual([{ deleted: 10 }]);
    expect(await perform(task)).toContain('"deleted":15');
    expect(await perform(task)).toContain('"deleted":0');
    expect((await query(`select from ${table}`)).rowCount).toBe(5);
  });
});
