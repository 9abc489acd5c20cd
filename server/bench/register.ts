import { auditBooks } from '../src/backoffice/operator/index.ts';
import { registration, type Shop, sell } from '../test/support/shop.ts';
import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { compare, loadHere, loadOverHttp, type Measured } from './support/load.ts';
import { openReseller, type Reseller, registerRequest } from './support/resellers.ts';
import type { Row } from './support/row.ts';

const CONNECTIONS = 64;
const ACCOUNTS = 1_000;
export const ROUNDS = 3;
export const SECONDS = 6;
const WARM_SECONDS = 3;

const LANE_GOAL = 5;
const ACCOUNTS_GOAL = 2;
const HTTP_GOAL = 0.5;
const SINGLE = 'one transaction a sale, balance row locked';

/** Sales over HTTP against one transaction a sale, and against the same SQL without HTTP. */
export async function registerRows(store: BenchStore): Promise<Row[]> {
  const lane = await startBenchServer(store.url, 'lane');
  const single = await startBenchServer(store.url, 'single');
  try {
    const one = await openReseller(store.db);
    const rows = [await oneAccount(lane, single, one), await withoutHttp(lane, one)];
    const many: Reseller[] = [];
    for (let count = 0; count < ACCOUNTS; count += 1) many.push(await openReseller(store.db));
    rows.splice(1, 0, await manyAccounts(lane, single, many));
    const findings = await auditBooks(store.db);
    if (findings.length > 0) throw new Error(`the books do not balance: ${findings[0]?.finding}`);
    return rows;
  } finally {
    await lane.stop();
    await single.stop();
  }
}

async function oneAccount(lane: BenchServer, single: BenchServer, one: Reseller): Promise<Row> {
  const [ours, theirs] = [await sales(lane, [one]), await sales(single, [one])];
  const measured = await compare(ROUNDS, ours, theirs);
  const scenario = `register, one account, ${CONNECTIONS} connections, durable`;
  return toRow({ scenario, yardstick: SINGLE, goal: LANE_GOAL }, measured);
}

async function manyAccounts(
  lane: BenchServer,
  single: BenchServer,
  many: Reseller[],
): Promise<Row> {
  const [ours, theirs] = [await sales(lane, many), await sales(single, many)];
  const measured = await compare(ROUNDS, ours, theirs);
  const scenario = `register, ${ACCOUNTS} accounts, ${CONNECTIONS} connections`;
  return toRow({ scenario, yardstick: SINGLE, goal: ACCOUNTS_GOAL }, measured);
}

async function withoutHttp(lane: BenchServer, one: Reseller): Promise<Row> {
  const ours = await sales(lane, [one]);
  const measured = await compare(ROUNDS, ours, () => salesInProcess(one.shop));
  const scenario = 'register, one account';
  const yardstick = 'the same SQL without HTTP';
  return toRow({ scenario, yardstick, goal: HTTP_GOAL }, measured);
}

/** Sells at a warm server; every sale of every reseller in turn. */
export async function sales(server: BenchServer, resellers: readonly Reseller[]) {
  const { url } = server;
  const requests = [];
  for (const reseller of resellers) requests.push(await registerRequest(url, reseller));
  const load = { url, connections: CONNECTIONS, requests };
  await loadOverHttp({ ...load, seconds: WARM_SECONDS });
  return () => loadOverHttp({ ...load, seconds: SECONDS });
}

function salesInProcess(shop: Shop): Promise<Measured> {
  return loadHere({ loops: CONNECTIONS, seconds: SECONDS }, async () => {
    const { refusal } = await sell(shop, registration(shop, { metatag: 'bench' }));
    if (refusal) throw refusal;
  });
}

export function toRow(
  { scenario, yardstick, goal }: { scenario: string; yardstick: string; goal: number },
  measured: { scenario: Measured; yardstick: Measured; ratio: number },
): Row {
  return {
    scenario,
    ...measured.scenario,
    yardstick: `${yardstick} (${Math.round(measured.yardstick.rate).toLocaleString('en')}/s)`,
    ratio: measured.ratio,
    goal: `≥ ${goal} ×`,
    isMet: measured.ratio >= goal,
  };
}
