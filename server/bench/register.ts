import { auditBooks } from '../src/backoffice/operator/index.ts';
import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import type { BenchRequest } from './support/connection.ts';
import { type Load, loadOverHttp, type Measured, playRounds } from './support/load.ts';
import { pgbench } from './support/pgbench.ts';
import {
  openLiveReseller,
  type Reseller,
  registerRequest,
  stockProfiles,
} from './support/resellers.ts';
import { cpuText, type Row } from './support/row.ts';
import { createSqlBaseline } from './support/sell-in-sql.ts';
import { type Result, withCpu } from './support/with-cpu.ts';

const ACCOUNTS = 1_000;
/** More than the fastest run sells. */
const PROFILES = 500_000;
export const ROUNDS = 3;
export const SECONDS = 5;

const ONE_EACH = { clients: 16, salesEach: 1 };
const MANY_EACH = { clients: 2, salesEach: 64 };

/**
 * Sales over HTTP, as shipped, against the same rows written by pgbench, which is what a server of
 * another design could reach at most: with one transaction a sale, and with 64 sales in each.
 */
export async function registerRows(store: BenchStore): Promise<Row[]> {
  const lane = await startBenchServer(store.url, 'lane');
  const single = await startBenchServer(store.url, 'single');
  try {
    await stockProfiles(store.db, PROFILES);
    const many: Reseller[] = [];
    for (let count = 0; count < ACCOUNTS; count += 1) many.push(await openLiveReseller(store.db));
    await createSqlBaseline(
      store.db,
      many.map(({ shop }) => shop),
    );
    const measured = await measure(store, { lane, single, many });
    await refuseUnbalanced(store);
    return toRows(measured);
  } finally {
    await lane.stop();
    await single.stop();
  }
}

type Sides = { lane: BenchServer; single: BenchServer; many: readonly Reseller[] };

async function measure(store: BenchStore, { lane, single, many }: Sides) {
  const one = many.slice(0, 1);
  const watched = withCpu(store, lane);
  const ofMany = await sales(lane, many);
  const ofOne = await sales(lane, one);
  const alone = await sales(single, one);
  return playRounds(ROUNDS, {
    sqlOneEach: withCpu(store)(() => sell(store, { ...ONE_EACH, accounts: ACCOUNTS })),
    many64: watched(() => ofMany({ connections: 64 })),
    one64: watched(() => ofOne({ connections: 64 })),
    many256: watched(() => ofMany({ connections: 256 })),
    one256: watched(() => ofOne({ connections: 256 })),
    sqlManyEach: withCpu(store)(() => sell(store, { ...MANY_EACH, accounts: 1 })),
    keyed: watched(() => ofOne({ connections: 64, idHeader: 'idempotency-key' })),
    unkeyed: watched(() => ofOne({ connections: 64, idHeader: 'x-bench-id' })),
    aloneInLane: watched(() => ofOne({ connections: 1 })),
    aloneInOwn: () => alone({ connections: 1 }),
  });
}

function sell(
  store: BenchStore,
  { clients, salesEach, accounts }: { clients: number; salesEach: number; accounts: number },
): Promise<Measured> {
  const sale = `select bench_sell(:account, ${salesEach});`;
  const script = `\\set account random(1, ${accounts})\n${sale}\n`;
  return pgbench({ url: store.url, clients, salesEach, script, seconds: SECONDS });
}

/** Sells at a warm server: every reseller has sold twice before anything is measured. */
export async function sales(server: BenchServer, resellers: readonly Reseller[]) {
  const { url } = server;
  const requests: BenchRequest[] = [];
  for (const reseller of resellers) requests.push(await registerRequest(url, reseller));
  await loadOverHttp({ url, connections: 64, requests, amount: 2 * requests.length + 500 });
  return (load: Pick<Load, 'connections' | 'idHeader'>) =>
    loadOverHttp({ url, requests, seconds: SECONDS, ...load });
}

/** Throws if the books of the store do not balance. */
export async function refuseUnbalanced({ db }: Pick<BenchStore, 'db'>): Promise<void> {
  const findings = await auditBooks(db);
  if (findings.length > 0) throw new Error(`the books do not balance: ${findings[0]?.finding}`);
}

type All = Record<
  | 'sqlOneEach'
  | 'many64'
  | 'one64'
  | 'many256'
  | 'one256'
  | 'sqlManyEach'
  | 'keyed'
  | 'unkeyed'
  | 'aloneInLane'
  | 'aloneInOwn',
  Result
>;

function toRows(all: All): Row[] {
  const oneEach = 'the same rows, pgbench, one a transaction, 16 clients';
  const manyEach = 'the same rows, pgbench, 64 a transaction, 2 clients';
  const { one64, one256, many64, many256 } = all;
  const row = (scenario: string, measured: Result, against: [string, Result], goal: number) =>
    toRow(
      { scenario: `register, ${scenario}`, yardstick: against[0], goal },
      {
        scenario: measured,
        yardstick: against[1],
        ratio: measured.rate / against[1].rate,
      },
    );
  return [
    row('1,000 accounts, 64 connections', many64, [oneEach, all.sqlOneEach], 2.5),
    row('1,000 accounts, 64 connections', many64, ['one account', one64], 0.7),
    row('1,000 accounts, 256 connections', many256, ['one account', one256], 0.8),
    row('one account, 64 connections', one64, [manyEach, all.sqlManyEach], 0.65),
    row('one account, 256 connections', one256, [manyEach, all.sqlManyEach], 0.85),
    row('one account, with keys', all.keyed, ['without keys', all.unkeyed], 0.9),
    aloneRow(all),
  ];
}

function aloneRow({ aloneInLane, aloneInOwn }: All): Row {
  const ratio = aloneInLane.p50Ms / aloneInOwn.p50Ms;
  return {
    scenario: 'register, one connection: p50',
    ...aloneInLane,
    yardstick: `one transaction a sale without the lane (${aloneInOwn.p50Ms} ms)`,
    ratio,
    goal: '≤ 1 × the time',
    isMet: ratio <= 1,
  };
}

export function toRow(
  { scenario, yardstick, goal }: { scenario: string; yardstick: string; goal: number },
  measured: { scenario: Result; yardstick: Result; ratio: number },
): Row {
  const { rate, cpu } = measured.yardstick;
  const micros = cpu === undefined ? '' : `, ${cpuText(cpu)} µs`;
  return {
    scenario,
    ...measured.scenario,
    yardstick: `${yardstick} (${Math.round(rate).toLocaleString('en')}/s${micros})`,
    ratio: measured.ratio,
    goal: `≥ ${goal} ×`,
    isMet: measured.ratio >= goal,
  };
}
