import { dropExpired } from '../src/platform/db/expired-tables.ts';
import { closeTableBefore } from '../test/support/closed-tables.ts';
import { filledRows } from './filled.ts';
import { sales, toRow } from './register.ts';
import { startBenchServer } from './support/bench-server.ts';
import { type BenchStore, openBenchStore } from './support/bench-store.ts';
import { compare, type Measured } from './support/load.ts';
import { openReseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { draftRecords, openReports, sellProfiles } from './support/usage-reports.ts';

const ROUNDS = 3;
/** The tables that are closed while keys are kept for 30 days, and IDs of records for 120. */
const CLOSED = { idempotency_keys: [35, 28, 21, 14, 7], usage_record_ids: [150, 120, 90, 60, 30] };
const ROWS_EACH = 100_000;
const DELETED_AT_ONCE = 1_000;
const DELETED = 50_000;
/** Dropping takes as long however many rows there are, so it has no ratio to reach. */
const DROP_GOAL_MS = 500;
const KEYED_GOAL = 0.9;
const USAGE_GOAL = 0.85;
const RECORDS = 1_000;
const REPORTS = 60;

/**
 * A store that has grown: calls among millions of packages, beside full tables of what is kept for
 * a time, and how fast that is dropped.
 */
export async function growthRows(full: BenchStore): Promise<Row[]> {
  const rows = await filledRows(full);
  const empty = await openBenchStore();
  try {
    for (const [table, days] of Object.entries(CLOSED)) await fill(full, table, days);
    rows.push(await keyedRow(full, empty), await usageRow(full, empty), await dropRow(full));
    return rows;
  } finally {
    await empty.close();
  }
}

/** Closes the table so many days ago each, with rows of no account in it. */
async function fill({ db }: BenchStore, table: string, days: readonly number[]): Promise<void> {
  const rows =
    table === 'idempotency_keys'
      ? `(account_id, key, request_hash, status, body, created_at)
        select gen_random_uuid(), gen_random_uuid()::text, sha256(n::text::bytea), 200,
          repeat(md5(n::text), 40), now() - make_interval(days => $2)`
      : `(account_id, carrier, record_id, bytes)
        select gen_random_uuid(), 'bench', gen_random_uuid()::text, n + $2`;
  for (const ago of days) {
    await db.pool.query(`insert into ${table} ${rows} from generate_series(1, $1::int) as n`, [
      ROWS_EACH,
      ago,
    ]);
    await closeTableBefore(db, { table, days: ago });
  }
  await db.pool.query(`vacuum analyze ${table}`);
}

async function keyedRow(full: BenchStore, empty: BenchStore): Promise<Row> {
  const servers = [
    await startBenchServer(full.url, 'lane'),
    await startBenchServer(empty.url, 'lane'),
  ] as const;
  try {
    const [ours, theirs] = [
      await sales(servers[0], [await openReseller(full.db)]),
      await sales(servers[1], [await openReseller(empty.db)]),
    ];
    const load = { connections: 64, idHeader: 'idempotency-key' };
    const measured = await compare(
      ROUNDS,
      () => ours(load),
      () => theirs(load),
    );
    const scenario = `keyed sales beside five tables of ${ROWS_EACH.toLocaleString('en')} keys`;
    return toRow({ scenario, yardstick: 'with no other keys', goal: KEYED_GOAL }, measured);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function usageRow(full: BenchStore, empty: BenchStore): Promise<Row> {
  const sides = [];
  try {
    for (const store of [full, empty]) {
      const server = await startBenchServer(store.url, 'lane');
      const { shop } = await openReseller(store.db);
      const profiles = await sellProfiles(shop, RECORDS);
      const { report } = await openReports(store, server.url);
      await report(draftRecords(profiles, RECORDS));
      sides.push({
        server,
        send: () => sendReports(() => report(draftRecords(profiles, RECORDS))),
      });
    }
    const [ours, theirs] = sides as [(typeof sides)[0], (typeof sides)[0]];
    const measured = await compare(ROUNDS, ours.send, theirs.send);
    const scenario = `usage beside five tables of ${ROWS_EACH.toLocaleString('en')} record IDs`;
    return toRow({ scenario, yardstick: 'with no other IDs', goal: USAGE_GOAL }, measured);
  } finally {
    for (const { server } of sides) await server.stop();
  }
}

async function sendReports(send: () => Promise<void>): Promise<Measured> {
  const started = performance.now();
  for (let sent = 0; sent < REPORTS; sent += 1) await send();
  return measuredOf(RECORDS * REPORTS, performance.now() - started);
}

/** Dropping the tables of keys that have expired, against deleting such rows from one table. */
async function dropRow({ db }: BenchStore): Promise<Row> {
  await db.pool.query(`
    create table deleted_keys (like idempotency_keys including all)`);
  await db.pool.query(`insert into deleted_keys select * from idempotency_keys limit ${DELETED}`);
  await db.pool.query('vacuum analyze deleted_keys');
  const deleting = performance.now();
  for (let deleted = 0; deleted < DELETED; deleted += DELETED_AT_ONCE) {
    await db.pool.query(`
      delete from deleted_keys where (account_id, key) in (
        select account_id, key from deleted_keys
        where created_at <= now() order by created_at limit ${DELETED_AT_ONCE}
        for update skip locked
      )`);
  }
  const theirs = measuredOf(DELETED, performance.now() - deleting);
  const dropping = performance.now();
  const dropped = await dropExpired(db, { table: 'idempotency_keys', keptDays: 30 });
  const ours = measuredOf(ROWS_EACH * dropped.length, performance.now() - dropping);
  if (dropped.length === 0) throw new Error('no table was dropped');
  const msEach = ours.p50Ms / dropped.length;
  return {
    scenario: `a table of ${ROWS_EACH.toLocaleString('en')} expired keys, dropped`,
    ...{ ...ours, p50Ms: msEach, p99Ms: null },
    yardstick: `deleted by ${DELETED_AT_ONCE.toLocaleString('en')} (${Math.round(theirs.rate)}/s)`,
    ratio: ours.rate / theirs.rate,
    goal: `≤ ${DROP_GOAL_MS} ms a table`,
    isMet: msEach <= DROP_GOAL_MS,
  };
}

function measuredOf(done: number, ms: number): Measured {
  return { rate: (1000 * done) / ms, p50Ms: ms, p99Ms: ms };
}
