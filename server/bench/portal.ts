import { rollUpSales } from '../src/backoffice/reports/index.ts';
import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { cpuMicros } from './support/cpu.ts';
import { latencyRow } from './support/latency-row.ts';
import { logBefore } from './support/logged-before.ts';
import { portalPages } from './support/portal-pages.ts';
import { authenticate, openReseller } from './support/resellers.ts';
import type { Cpu, Row } from './support/row.ts';
import { sellForAYear } from './support/sold-for-a-year.ts';

const SALES = 1_000_000;
const WARM_REQUESTS = 3;
const REQUESTS = 40;
const GOAL_P95_MS = 300;

/** The pages of the portal in an account with a million sales, one request after the other. */
export function portalRows(store: BenchStore): Promise<Row[]> {
  return portalScenario(store, { sales: SALES });
}

/** The same with any number of sales. */
export async function portalScenario(
  store: BenchStore,
  { sales }: { sales: number },
): Promise<Row[]> {
  const { db, url } = store;
  const reseller = await openReseller(db);
  await sellForAYear(db, reseller.shop, sales);
  await logBefore(db, reseller.shop, sales);
  await rollUpSales(db, reseller.shop.ctx.accountId);
  await db.pool.query('vacuum analyze');
  const server = await startBenchServer(url, 'lane');
  try {
    const rows: Row[] = [];
    const headers = { authorization: `Bearer ${await authenticate(server.url, reseller)}` };
    for (const [name, pathOf] of Object.entries(portalPages(reseller.shop))) {
      const ask = (n: number) => read(server.url + pathOf(n), headers);
      const before = await readCpu(store, server);
      const latencies = await measure(ask, sales);
      const after = await readCpu(store, server);
      const row = latencyRow(`portal: ${name}`, latencies, GOAL_P95_MS);
      rows.push({ ...row, cpu: perRequest(before, after) });
    }
    return rows;
  } finally {
    await server.stop();
  }
}

/** The CPU time of a page: on a busy machine it says more than how long the page took. */
async function readCpu(store: BenchStore, server: BenchServer): Promise<Cpu> {
  const databaseMicros = await cpuMicros(store.pid);
  return { databaseMicros, serverMicros: await cpuMicros(server.pid) };
}

function perRequest(before: Cpu, after: Cpu): Cpu {
  const share = (from: number, to: number) => (to - from) / (WARM_REQUESTS + REQUESTS);
  return {
    serverMicros: share(before.serverMicros, after.serverMicros),
    databaseMicros: share(before.databaseMicros, after.databaseMicros),
  };
}

async function read(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${body.slice(0, 300)}`);
}

async function measure(ask: (n: number) => Promise<void>, sales: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < WARM_REQUESTS + REQUESTS; count += 1) {
    const started = performance.now();
    await ask(1 + ((count * 7_919_317) % sales));
    if (count >= WARM_REQUESTS) latencies.push(performance.now() - started);
  }
  return latencies;
}
