import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { applyAllDueChanges } from '../../src/commerce/activations/index.ts';
import { readCredits } from '../../src/money/credits/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { forThisFile } from '../support/for-this-file.ts';
import {
  loadOrderedPlan,
  openEsimAccess,
  openLiveShop,
  ordersOf,
  WHOLESALE_MINOR,
} from '../support/supply.ts';

/** `GIGASTORE_ORDERS=10000 npm test -- random-orders` sells as many as you like. */
const ORDERS = Number(process.env.GIGASTORE_ORDERS ?? 120);
const SEED = 20_261_129;
const AT_ONCE = 20;
const KILLS = 2;
const DEADLINE_MS = 300;
const LEASE_MS = 1_000;
const CREDITS_MINOR = 100_000_000n;
const PATIENCE_MS = 30_000 + ORDERS * 60;

const { db, url } = await forThisFile(createTestDatabase());
const supplier = await forThisFile(
  openEsimAccess(
    { balance: 1_000_000_000 },
    {
      slowMs: 600,
      faults: {
        rate: 0.25,
        seed: SEED,
        kinds: [
          'request_lost',
          'rate_limited',
          'server_error',
          'answer_lost_after',
          'server_error_after',
          'garbage_after',
          'slow_after',
        ],
      },
    },
  ),
);

it('sells, charges and loses nothing twice over faults and kills', {
  timeout: PATIENCE_MS * 2,
}, async () => {
  const dataPlanId = await loadOrderedPlan(db);
  const { settings } = supplier;
  const shop = await openLiveShop(db, { dataPlanId, settings, creditsMinor: CREDITS_MINOR });
  await sellInSteps(shop);
  supplier.failWith(undefined);
  const orders = await ordersOf(db, shop.accountId);
  const books = supplier.supplier.books();
  expect(orders).toHaveLength(ORDERS);
  // What the supplier sold belongs to one order each, and is a customer's or spare.
  const bought = books.orders.flatMap(({ iccids }) => iccids).sort();
  const delivered = orders.filter(({ state }) => state === 'DELIVERED');
  const own = delivered.filter(({ supplierOrder }) => supplierOrder !== null);
  expect(own.map(({ supplierOrder }) => supplierOrder).sort()).toEqual(
    books.orders.map(({ order }) => order).sort(),
  );
  const held = await db.rows<{ iccid: string }>(sql`
    select iccid from esim_profiles where account_id = ${shop.accountId}
    union all
    select spare_profile ->> 'iccid' from carrier_orders where spare_profile is not null`);
  expect(held.map(({ iccid }) => iccid).sort()).toEqual(bought);
  // A package is delivered and charged, or failed and free of charge.
  const active = orders.filter(({ packageState }) => packageState === 'ACTIVE');
  expect(orders.every(({ packageState }) => ['ACTIVE', 'FAILED'].includes(packageState))).toBe(
    true,
  );
  expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
    postedMinor: CREDITS_MINOR - BigInt(active.length) * WHOLESALE_MINOR,
    heldMinor: 0n,
  });
  expect(books.balance).toBe(1_000_000_000 - books.orders.length * 5_300);
});

type Shop = Awaited<ReturnType<typeof openLiveShop>>;

/** Sells, kills the worker after each step and starts another one, and waits for all orders. */
async function sellInSteps(shop: Shop): Promise<void> {
  const step = Math.ceil(ORDERS / (KILLS + 1));
  for (let sold = 0; sold < ORDERS; sold += step) {
    const isLast = sold + step >= ORDERS;
    await withWorker(async () => {
      await sellSome(shop, Math.min(step, ORDERS - sold));
      if (isLast) await vi.waitFor(expectAllEnded, { timeout: PATIENCE_MS });
    });
    // Sales that are not delivered fail meanwhile, and what was ordered for them is found.
    await applyAllDueChanges({ db, accountId: shop.accountId, now: inTenMinutes() });
  }
}

async function withWorker(work: () => Promise<void>): Promise<void> {
  const worker = await startWorker();
  try {
    await work();
  } finally {
    await kill(worker);
  }
}

async function sellSome(shop: Shop, count: number): Promise<void> {
  for (let sold = 0; sold < count; sold += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - sold);
    await Promise.all(Array.from({ length: some }, () => shop.register()));
  }
}

async function expectAllEnded(): Promise<void> {
  const open = await db.row<{ open: bigint }>(
    sql`select count(*) as open from carrier_orders where ended_at is null`,
  );
  expect(Number(open?.open)).toBe(await countMissing());
}

/** Expired orders that the carrier never had are looked for during two minutes; then they end. */
async function countMissing(): Promise<number> {
  const placed = new Set(supplier.supplier.books().orders.map(({ reference }) => reference));
  const expired = await db.rows<{ reference: string }>(sql`
    select replace(id::text, '-', '') as reference
    from carrier_orders
    where state = 'EXPIRED' and ended_at is null`);
  return expired.filter(({ reference }) => !placed.has(reference)).length;
}

function inTenMinutes(): Date {
  return new Date(Date.now() + 601_000);
}

async function startWorker(): Promise<ChildProcess> {
  const file = 'test/support/order-worker.ts';
  const settings = JSON.stringify(supplier.settings);
  const args = ['--import', 'tsx', file, url, settings, `${DEADLINE_MS}`, `${LEASE_MS}`];
  const worker = spawn(process.execPath, args, {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => worker.stdout?.once('data', resolve));
  return worker;
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await ended;
}
