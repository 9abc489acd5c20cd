import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { applyDueChangesWithin } from '../src/commerce/activations/index.ts';
import type { Database } from '../src/platform/db/database.ts';
import { lockSandbox, setClock } from '../src/tenancy/accounts/index.ts';
import { type Shop, sell, topUp } from '../test/support/shop.ts';
import { toRow } from './register.ts';
import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { compare, type Measured, percentiles, playRounds } from './support/load.ts';
import { openReseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { sellBefore } from './support/sold-before.ts';
import {
  draftRecords,
  openReports,
  type Profile,
  type Report,
  type Reports,
  sellProfiles,
} from './support/usage-reports.ts';
import { type Result, withCpu } from './support/with-cpu.ts';

const BATCHES = 40;
const BATCH = 1_000;
/** Carriers that report at the same time, each of its own phones. */
const SENDERS = 2;
/** How many phones the records of a batch are of: each one's own, or ten of each. */
const PHONES = [1_000, 100] as const;
/** What a record may cost beside `copy` of its rows, by the number of phones. */
const COPY_GOALS: Record<number, number> = { 1000: 0.4, 100: 0.45 };
const LATER_GOAL = 0.5;
const ROUNDS = 3;
const POLL_MS = 20;
const MAX_SETTLE_MS = 120_000;
const PACKAGES = 50;
const PACKAGES_GOAL = 2;
const EXPIRING = 100_000;
const EXPIRY_GOAL_S = 20;
const TABLES = ['usage_record_ids', 'usage_records'] as const;

/** Usage records over HTTP, a domain with many packages, and very many packages that expire. */
export async function usageRows(store: BenchStore): Promise<Row[]> {
  const { shop } = await openReseller(store.db);
  const server = await startBenchServer(store.url, 'lane');
  try {
    const report = await openReports(store, server.url);
    const profiles = await sellProfiles(shop, SENDERS * PHONES[0]);
    const rows: Row[] = [];
    for (const phones of PHONES)
      rows.push(...(await rateRows({ store, server }, report, { phones, profiles })));
    rows.push(await packagesRow(report, shop, profiles));
    return [...rows, await expiryRow(store)];
  } finally {
    await server.stop();
  }
}

async function rateRows(
  { store, server }: { store: BenchStore; server: BenchServer },
  { report, reportLater }: Reports,
  { phones, profiles }: { phones: number; profiles: readonly Profile[] },
): Promise<Row[]> {
  const groups = Array.from({ length: SENDERS }, (_, sender) =>
    profiles.slice(sender * phones, (sender + 1) * phones),
  );
  const watched = withCpu(store, server);
  const ours = watched(() => send(report, groups));
  const later = watched(() => untilSettled(store.db, () => send(reportLater, groups)));
  // Warm afterwards, and there are rows to copy.
  await ours();
  const all = await withCopies(store.db, (copy) =>
    playRounds(ROUNDS, { copy: withCpu(store)(copy), ours, later }),
  );
  const goal = COPY_GOALS[phones] as number;
  const scenario = `usage, ${BATCH.toLocaleString('en')} records of ${phones} phones a call`;
  const row = (name: string, measured: Result, least: number): Row =>
    toRow(
      { scenario: name, yardstick: 'the same rows through copy', goal: least },
      { scenario: measured, yardstick: all.copy, ratio: measured.rate / all.copy.rate },
    );
  return [
    row(scenario, all.ours, goal),
    row(`${scenario}, respond-async, until settled`, all.later, LATER_GOAL),
  ];
}

/** The rate until everything that was sent is settled, and not only acknowledged. */
async function untilSettled(db: Database, work: () => Promise<Measured>): Promise<Measured> {
  const started = performance.now();
  const sent = await work();
  const count = `select count(*)::int as left from usage_reports where settled_at is null`;
  for (let left = 1; left > 0; await delay(POLL_MS)) {
    left = (await db.pool.query<{ left: number }>(count)).rows[0]?.left ?? 0;
    if (performance.now() - started > MAX_SETTLE_MS) throw new Error(`${left} reports are left`);
  }
  const records = SENDERS * BATCHES * BATCH;
  return { ...sent, rate: records / ((performance.now() - started) / 1000) };
}

/** One phone whose domain has many packages, against one whose domain has one. */
async function packagesRow(
  { report }: Reports,
  shop: Shop,
  profiles: readonly Profile[],
): Promise<Row> {
  const [many, one] = [profiles.slice(0, 1), profiles.slice(1, 2)];
  await refill(shop, many[0] as Profile);
  const [ours, theirs] = [() => send(report, [many]), () => send(report, [one])];
  const { scenario, yardstick, ratio } = await compare(ROUNDS, ours, theirs);
  return {
    scenario: `usage of a domain with ${PACKAGES} packages`,
    ...scenario,
    yardstick: `with one package (${Math.round(yardstick.rate).toLocaleString('en')}/s)`,
    ratio,
    goal: `≤ ${PACKAGES_GOAL} × the time`,
    isMet: ratio >= 1 / PACKAGES_GOAL,
  };
}

async function refill(shop: Shop, { customerUid }: Profile): Promise<void> {
  for (let count = 1; count < PACKAGES; count += 1) {
    const { refusal } = await sell(shop, topUp(shop, customerUid));
    if (refusal) throw refusal;
  }
}

/** Each sender sends so many batches of its phones, one after the other. */
function send(report: Report, groups: readonly (readonly Profile[])[]): Promise<Measured> {
  return measure(
    groups.map((profiles) => async (note) => {
      for (let sent = 0; sent < BATCHES; sent += 1) {
        const records = draftRecords(profiles, BATCH);
        await note(() => report(records));
      }
    }),
  );
}

type Note = (work: () => Promise<void>) => Promise<void>;

/** Runs the loops side by side; each piece of work that they note is a batch. */
async function measure(loops: readonly ((note: Note) => Promise<void>)[]): Promise<Measured> {
  const latencies: number[] = [];
  const note: Note = async (work) => {
    const before = performance.now();
    await work();
    latencies.push(performance.now() - before);
  };
  const started = performance.now();
  await Promise.all(loops.map((loop) => loop(note)));
  const rate = (BATCH * latencies.length) / ((performance.now() - started) / 1000);
  return { rate, ...percentiles(latencies) };
}

/**
 * The yardstick: the rows that records became, in both of their tables with all indexes, by `copy`
 * from files of the server's own, a transaction for as many at a time.
 */
async function withCopies<Outcome>(
  db: Database,
  work: (copy: () => Promise<Measured>) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-copy-'));
  // PostgreSQL writes and reads the files itself, as another user.
  await chmod(folder, 0o777);
  const batches = await exportBatches(db, folder);
  const shares = Array.from({ length: SENDERS }, (_, sender) =>
    batches.filter((_batch, index) => index % SENDERS === sender),
  );
  const copy = async () => {
    await renewCopies(db);
    return measure(
      shares.map((share) => async (note) => {
        for (const files of share) await note(() => copyBatch(db, files));
      }),
    );
  };
  return work(copy).finally(() => rm(folder, { recursive: true }));
}

/** The rows of as many records as files, a file a table for each batch. */
async function exportBatches(db: Database, folder: string): Promise<string[][]> {
  const batches: string[][] = Array.from({ length: SENDERS * BATCHES }, () => []);
  for (const table of TABLES) {
    const all = join(folder, `${table}.csv`);
    const rows = `select * from ${table} limit ${BATCH * batches.length}`;
    await db.pool.query(`copy (${rows}) to '${all}' csv`);
    const lines = (await readFile(all, 'utf8')).trimEnd().split('\n');
    for (const [index, batch] of batches.entries()) {
      const file = join(folder, `${table}-${index}.csv`);
      const own = lines.slice(index * BATCH, (index + 1) * BATCH);
      await writeFile(file, `${own.join('\n')}\n`, { mode: 0o644 });
      batch.push(file);
    }
  }
  return batches;
}

async function renewCopies(db: Database): Promise<void> {
  for (const table of TABLES) {
    await db.pool.query(`drop table if exists copy_of_${table}`);
    await db.pool.query(`create table copy_of_${table} (like ${table} including all)`);
  }
}

async function copyBatch(db: Database, files: readonly string[]): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    for (const [index, table] of TABLES.entries()) {
      await client.query(`copy copy_of_${table} from '${files[index]}' csv`);
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Very many packages of one sandbox expire in one jump of its clock. */
async function expiryRow(store: BenchStore): Promise<Row> {
  const { shop } = await openReseller(store.db);
  await sellBefore(store.db, shop, { packages: EXPIRING });
  const { accountId } = shop.ctx;
  const aheadMs = 400 * 86_400_000;
  const started = performance.now();
  const moved = await store.db.transaction(async (tx) => {
    await lockSandbox({ db: tx, accountId });
    await setClock({ db: tx, accountId }, BigInt(aheadMs));
    return applyDueChangesWithin({ db: tx, accountId, now: new Date(Date.now() + aheadMs) });
  });
  const seconds = (performance.now() - started) / 1000;
  if (moved < EXPIRING) throw new Error(`only ${moved} packages were moved on`);
  return {
    scenario: `${EXPIRING.toLocaleString('en')} packages warn and expire in one clock jump`,
    rate: EXPIRING / seconds,
    p50Ms: seconds * 1000,
    p99Ms: null,
    yardstick: '—',
    ratio: null,
    goal: `≤ ${EXPIRY_GOAL_S} s`,
    isMet: seconds <= EXPIRY_GOAL_S,
  };
}
