import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockSandbox, setClock } from '../src/accounts/index.ts';
import { passTimeWithin } from '../src/activations/index.ts';
import { createCarrierKey } from '../src/carriers/index.ts';
import { newId } from '../src/lib/ids.ts';
import { registration, type Shop, sell } from '../test/support/shop.ts';
import { startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { type Measured, percentiles } from './support/load.ts';
import { openReseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { sellBefore } from './support/sold-before.ts';

const BATCH = 1_000;
const BATCHES = 40;
const PROFILES = 1_000;
const SELLERS = 32;
const RATE_GOAL = 20_000;
const COPY_GOAL = 0.4;
const PACKAGES = 50;
const PACKAGES_GOAL = 2;
const EXPIRING = 100_000;
const EXPIRY_GOAL_S = 20;

type Profile = { iccid: string; customerUid: string };
type Report = (records: object[]) => Promise<void>;

/** Usage records over HTTP, a domain with many packages, and very many packages that expire. */
export async function usageRows(store: BenchStore): Promise<Row[]> {
  const { shop } = await openReseller(store.db);
  const server = await startBenchServer(store.url, 'lane');
  try {
    const report = await openReport(store, server.url);
    const profiles = await sellProfiles(shop, PROFILES);
    const measured = await measure(report, profiles);
    const copied = await copyRows(store);
    const one = await measure(report, profiles.slice(0, 1));
    await topUp(shop, profiles[0] as Profile);
    const many = await measure(report, profiles.slice(0, 1));
    return [toRateRow(measured, copied), toPackagesRow(one, many), await expiryRow(store)];
  } finally {
    await server.stop();
  }
}

async function openReport({ db }: BenchStore, url: string): Promise<Report> {
  const key = await db.transaction((tx) => createCarrierKey(tx, { carrier: 'sandbox' }));
  const basic = Buffer.from(`${key.keyId}:${key.secret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/json' };
  return async (records) => {
    const body = JSON.stringify(records);
    const answer = await fetch(`${url}/carrier/v1/usage-records`, {
      method: 'POST',
      headers,
      body,
    });
    const { accepted } = (await answer.json()) as { accepted?: number };
    if (accepted !== records.length) throw new Error(`${accepted} of ${records.length} counted`);
  };
}

async function sellProfiles(shop: Shop, count: number): Promise<Profile[]> {
  const profiles: Profile[] = [];
  const seller = async () => {
    while (profiles.length < count) {
      const { sold } = await sell(shop, registration(shop));
      profiles.push({ iccid: sold.esimProfile.iccid, customerUid: sold.customer.uid });
    }
  };
  await Promise.all(Array.from({ length: SELLERS }, seller));
  return profiles.slice(0, count);
}

async function topUp(shop: Shop, { customerUid }: Profile): Promise<void> {
  for (let count = 1; count < PACKAGES; count += 1) {
    const { refusal } = await sell(
      shop,
      registration(shop, { kind: 'top_up', customerUid } as never),
    );
    if (refusal) throw refusal;
  }
}

/** Batches of records one after the other, two of them under way at a time. */
async function measure(report: Report, profiles: readonly Profile[]): Promise<Measured> {
  const latencies: number[] = [];
  let left = BATCHES;
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      const records = draftRecords(profiles);
      const started = performance.now();
      await report(records);
      latencies.push(performance.now() - started);
    }
  };
  await report(draftRecords(profiles));
  const started = performance.now();
  await Promise.all([sender(), sender()]);
  const rate = (BATCH * BATCHES) / ((performance.now() - started) / 1000);
  return { rate, ...percentiles(latencies) };
}

function draftRecords(profiles: readonly Profile[]): object[] {
  const at = new Date().toISOString();
  return Array.from({ length: BATCH }, (_, index) => ({
    recordId: newId(),
    iccid: profiles[index % profiles.length]?.iccid,
    bytes: 1_000,
    country: 'AT',
    startedAt: at,
    endedAt: at,
  }));
}

/** The yardstick: the rows that the records became, by `copy`, in as many transactions. */
async function copyRows({ db }: BenchStore): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-copy-'));
  // PostgreSQL writes and reads the files itself, as another user.
  await chmod(folder, 0o777);
  const all = join(folder, 'all.csv');
  await db.pool.query(`copy (select * from usage_records) to '${all}' csv`);
  const lines = (await readFile(all, 'utf8')).trimEnd().split('\n');
  const files: string[] = [];
  for (let from = 0; from < lines.length; from += BATCH) {
    const file = join(folder, `${from}.csv`);
    await writeFile(file, `${lines.slice(from, from + BATCH).join('\n')}\n`, { mode: 0o644 });
    files.push(file);
  }
  await db.pool.query('create table usage_copy (like usage_records including all)');
  const started = performance.now();
  for (const file of files) await db.pool.query(`copy usage_copy from '${file}' csv`);
  const rate = lines.length / ((performance.now() - started) / 1000);
  await rm(folder, { recursive: true });
  return rate;
}

/** Very many packages of one sandbox expire in one jump of its clock. */
async function expiryRow(store: BenchStore): Promise<Row> {
  const { shop } = await openReseller(store.db);
  await sellBefore(store.db, shop, EXPIRING);
  const { accountId } = shop.ctx;
  const aheadMs = 400 * 86_400_000;
  const started = performance.now();
  const moved = await store.db.transaction(async (tx) => {
    await lockSandbox(tx, accountId);
    await setClock(tx, accountId, BigInt(aheadMs));
    return passTimeWithin(tx, { accountId, now: new Date(Date.now() + aheadMs) });
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

function toRateRow(measured: Measured, copied: number): Row {
  const ratio = measured.rate / copied;
  return {
    scenario: `usage records over HTTP, ${BATCH.toLocaleString('en')} a call`,
    ...measured,
    yardstick: `the same rows through copy (${Math.round(copied).toLocaleString('en')}/s)`,
    ratio,
    goal: `≥ ${RATE_GOAL.toLocaleString('en')}/s, ≥ ${COPY_GOAL} ×`,
    isMet: measured.rate >= RATE_GOAL && ratio >= COPY_GOAL,
  };
}

function toPackagesRow(one: Measured, many: Measured): Row {
  const ratio = one.rate / many.rate;
  return {
    scenario: `usage on a domain with ${PACKAGES} packages`,
    ...many,
    yardstick: `with one package (${Math.round(one.rate).toLocaleString('en')}/s)`,
    ratio,
    goal: `≤ ${PACKAGES_GOAL} × the time`,
    isMet: ratio <= PACKAGES_GOAL,
  };
}
