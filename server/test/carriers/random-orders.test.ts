import type { ChildProcess } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { UNSTEADY } from '../../simulators/faults.ts';
import type { Books } from '../../simulators/simulator.ts';
import { applyAllDueChanges } from '../../src/commerce/activations/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { readCredits } from '../../src/money/credits/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { kill, sellThrough, startProgram } from '../support/order-processes.ts';
import {
  loadOrderedPlan,
  openEsimAccess,
  openEsimGo,
  openLiveShop,
  ordersOf,
  WHOLESALE_MINOR,
} from '../support/supply.ts';

/** `GIGASTORE_ORDERS=10000 npm test -- random-orders` sells as many as you like. */
const ORDERS = Number(process.env.GIGASTORE_ORDERS ?? 120);
const SEED = 20_261_129;
const STEPS = 3;
const DEADLINE_MS = 1_000;
const LEASE_MS = 4_000;
const CREDITS_MINOR = 100_000_000n;
// A busy machine needs ten times what an idle one does.
const PATIENCE_MS = 60_000 + ORDERS * 500;
/** In dollars: a quarter of the orders, then this supplier is out of funds. */
const GO_BALANCE = Math.round(ORDERS * 0.25 * 1.37);
const ACCESS_BALANCE = 1_000_000_000;

const unsteady = (seed: number) => ({
  slowMs: 1_500,
  faults: { rate: 0.25, seed, kinds: UNSTEADY },
});
const { db, url } = await forThisFile(createTestDatabase());
const access = await forThisFile(openEsimAccess({ balance: ACCESS_BALANCE }, unsteady(SEED)));
const go = await forThisFile(openEsimGo({ balance: GO_BALANCE }, unsteady(SEED + 1)));
const settings = { ...access.settings, ...go.settings };
const sources = [
  { carrier: 'esim-access', item: 'AT_1_7', share: 50 },
  { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2', share: 50 },
];

it('sells, charges and loses nothing twice over faults and kills, at two suppliers', {
  timeout: PATIENCE_MS * 4,
}, async () => {
  const dataPlanId = await loadOrderedPlan(db, { policy: 'split', sources });
  const shop = await openLiveShop(db, { dataPlanId, settings, creditsMinor: CREDITS_MINOR });
  await sellInSteps(shop);
  const orders = await ordersOf(db, shop.accountId);
  expect(orders).toHaveLength(ORDERS);
  // What a supplier sold belongs to one order each, and is a customer's or spare.
  const bought = [access, go].flatMap(({ supplier }) => supplier.books().orders);
  const delivered = orders.filter(({ state }) => state === 'DELIVERED');
  expect(delivered.flatMap(({ supplierOrder }) => supplierOrder ?? []).sort()).toEqual(
    bought.map(({ order }) => order).sort(),
  );
  const held = await db.rows<{ iccid: string }>(sql`
    select iccid from esim_profiles where account_id = ${shop.accountId}
    union all
    select spare_profile ->> 'iccid' from carrier_orders where spare_profile is not null`);
  expect(held.map(({ iccid }) => iccid).sort()).toEqual(
    bought.flatMap(({ iccids }) => iccids).sort(),
  );
  // A package is delivered and charged, or failed and free of charge.
  const active = orders.filter(({ packageState }) => packageState === 'ACTIVE');
  const failed = orders.filter(({ packageState }) => packageState === 'FAILED');
  expect(active.length + failed.length).toBe(ORDERS);
  expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
    postedMinor: CREDITS_MINOR - BigInt(active.length) * WHOLESALE_MINOR,
    heldMinor: 0n,
  });
  expect(paid(access.supplier.books())).toBe(ACCESS_BALANCE);
  expect(paid(go.supplier.books())).toBe(GO_BALANCE * 10_000);
  for (const { carrier } of sources) {
    expect(active.some((order) => order.carrier === carrier)).toBe(true);
  }
});

/** Returns the balance before the orders. */
function paid({ balance, orders }: Books): number {
  return orders.reduce((sum, { charged }) => sum + charged, balance);
}

type Shop = Awaited<ReturnType<typeof openLiveShop>>;

/**
 * Sells in steps, after each of which the worker is killed and another one starts. In the first one
 * the server is killed in the middle of its sales, and another one is asked for the sales without
 * an answer.
 */
async function sellInSteps(shop: Shop): Promise<void> {
  const step = Math.ceil(ORDERS / STEPS);
  const { accountId, organizationId, itemId } = shop;
  const args = [settings, { accountId, organizationId, itemId }].map((one) => JSON.stringify(one));
  const open = () => startProgram('order-seller.ts', [url, ...args]);
  const [first, seller] = await Promise.all([open(), open()]);
  for (let sold = 0; sold < ORDERS; sold += step) {
    const isLast = sold + step >= ORDERS;
    const keys = Array.from({ length: Math.min(step, ORDERS - sold) }, () => newId());
    await withWorker(async () => {
      const early = sold === 0 ? await sellThrough(first, { keys, count: 1 }) : new Set();
      await kill(first);
      const left = keys.filter((key) => !early.has(key));
      await sellThrough(seller, { keys: left, count: left.length });
      await vi.waitFor(() => expectDelivered(sold + step / 2), { timeout: PATIENCE_MS });
      if (isLast) await endAll();
    });
    // Sales that are not delivered fail meanwhile, and what was ordered for them is found.
    await applyAllDueChanges({ db, accountId, now: inTenMinutes() });
  }
  await kill(seller);
}

/** Lets the suppliers answer, and waits until every order has an outcome. */
async function endAll(): Promise<void> {
  for (const supplier of [access, go]) supplier.failWith(undefined);
  await vi.waitFor(expectAllEnded, { timeout: PATIENCE_MS });
}

async function withWorker(work: () => Promise<void>): Promise<void> {
  const args = [url, JSON.stringify(settings), `${DEADLINE_MS}`, `${LEASE_MS}`];
  const worker: ChildProcess = await startProgram('order-worker.ts', args);
  try {
    await work();
  } finally {
    await kill(worker);
  }
}

/**
 * Every order has ended, but for two kinds whose number at the supplier is not known: those of a
 * supplier without our references, about which a person is asked, and expired ones that the
 * suppliers never had, which are looked for some time longer.
 */
async function expectAllEnded(): Promise<void> {
  const orders = await db.rows<{ isOpen: boolean; number: string | null }>(sql`
    select supplier_order as number,
      ended_at is null
        and (
          supplier_order is not null
          or not (state = 'EXPIRED' or state = 'UNKNOWN' and carrier = 'esim-go')
        ) as "isOpen"
    from carrier_orders`);
  expect(orders.filter(({ isOpen }) => isOpen)).toEqual([]);
  const known = new Set(orders.map(({ number }) => number));
  const bought = [access, go].flatMap(({ supplier }) => supplier.books().orders);
  expect(bought.filter(({ order }) => !known.has(order))).toEqual([]);
}

/** Expects about as many orders to be delivered. */
async function expectDelivered(count: number): Promise<void> {
  const row = await db.row<{ count: number }>(sql`
    select count(*)::int as count from carrier_orders where state in ('DELIVERED', 'EXPIRED')`);
  expect(row?.count).toBeGreaterThanOrEqual(count);
}

function inTenMinutes(): Date {
  return new Date(Date.now() + 601_000);
}
