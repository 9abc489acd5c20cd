import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '../src/platform/db/database.ts';
import { loadOrderedPlan, openLiveShop } from '../test/support/supply.ts';
import { startWorker } from './drill/suppliers/processes.ts';
import { startChild } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import type { Row } from './support/row.ts';

const ACCOUNTS = 200;
const ORDERS = 5_000;
const LIMIT_MS = 120_000;
const LOOK_MS = 250;
const GOAL = 500;
const DEADLINE_MS = 15_000;
const LEASE_MS = 60_000;

/** Orders of many accounts at a supplier that answers each of its two calls after 200 ms. */
export async function supplierOrderRows({ db, url }: BenchStore): Promise<Row[]> {
  const supplier = await startChild('bench/slow-supplier.ts', []);
  const settings = { esimAccess: { url: supplier.url, accessCode: 'simulator' } };
  const dataPlanId = await loadOrderedPlan(db);
  for (let opened = 0; opened < ACCOUNTS; opened += 1) {
    const shop = await openLiveShop(db, { dataPlanId, settings });
    await Promise.all(Array.from({ length: ORDERS / ACCOUNTS }, () => shop.register()));
  }
  const worker = await startWorker([
    ...[url, JSON.stringify(settings), String(DEADLINE_MS), String(LEASE_MS)],
  ]);
  try {
    return [await measure(db)];
  } finally {
    worker.child.kill('SIGKILL');
    await supplier.stop();
  }
}

async function measure(db: BenchStore['db']): Promise<Row> {
  const endsAt = performance.now() + LIMIT_MS;
  for (;;) {
    const row = await db.row<Measured>(sql`
      select count(*) filter (where state = 'DELIVERED')::int as delivered,
        extract(epoch from max(ended_at) - min(sent_at))::float8 as seconds,
        (1000 * extract(epoch from
          percentile_cont(0.5) within group (order by ended_at - sent_at)))::float8 as "p50Ms",
        (1000 * extract(epoch from
          percentile_cont(0.99) within group (order by ended_at - sent_at)))::float8 as "p99Ms"
      from carrier_orders`);
    if (row?.delivered === ORDERS) return toRow(row);
    if (performance.now() > endsAt) throw new Error(`${row?.delivered} orders were delivered.`);
    await delay(LOOK_MS);
  }
}

type Measured = { delivered: number; seconds: number; p50Ms: number; p99Ms: number };

function toRow({ delivered, seconds, p50Ms, p99Ms }: Measured): Row {
  const rate = delivered / seconds;
  return {
    scenario: `orders at a supplier that answers after 200 ms, ${ACCOUNTS} accounts, one worker`,
    ...{ rate, p50Ms, p99Ms },
    yardstick: '—',
    ratio: null,
    goal: `≥ ${GOAL}/s`,
    isMet: rate >= GOAL,
  };
}
