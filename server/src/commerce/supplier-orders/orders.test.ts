import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openEsimAccess,
  openLiveShop,
  openOrdering,
  ordersOf,
  WHOLESALE_MINOR,
} from '../../../test/support/supply.ts';
import { listOrders } from '../../connectivity/carrier-orders/index.ts';
import { readProfiles } from '../../connectivity/esims/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { applyAllDueChanges } from '../activations/index.ts';
import { upsertPlanCosts } from '../catalog/index.ts';

const CREDITS_MINOR = 10_000_000n;

const { db } = await forThisFile(createTestDatabase());
const supplier = await forThisFile(openEsimAccess());
const dataPlanId = await loadOrderedPlan(db);

beforeEach(() => supplier.failWith(undefined));

async function openShop() {
  return openLiveShop(db, { dataPlanId, settings: supplier.settings });
}

function work() {
  const ordering = openOrdering(db, supplier.settings);
  onTestFinished(() => ordering.close());
  return ordering;
}

const creditsOf = (accountId: string) => readCredits({ db, accountId });
const eventsOf = async (accountId: string) => {
  const rows = await db.rows<{ type: string }>(
    sql`select type from events where account_id = ${accountId} order by sequence`,
  );
  return rows.map(({ type }) => type).filter((type) => type.startsWith('package.'));
};
const later = (accountId: string) => ({ db, accountId, now: new Date(Date.now() + 601_000) });
/** Fails the next order at the supplier, or the next top-up, and no other request. */
function failOrder(
  fault: 'answer_lost_after' | 'request_lost' | 'slow_after' | 'rate_limited',
  operation: 'order' | 'topup' = 'order',
) {
  let isDue = true;
  supplier.failWith(({ path }) => {
    if (!isDue || !path.endsWith(`/esim/${operation}`)) return undefined;
    isDue = false;
    return fault;
  });
}

describe('a sale on a carrier that is called', () => {
  it('holds the credits, and charges them when the eSIM is delivered', async () => {
    const shop = await openShop();
    const sale = await shop.register();
    expect(sale.status).toBe(202);
    expect(await creditsOf(shop.accountId)).toMatchObject({
      postedMinor: CREDITS_MINOR,
      heldMinor: WHOLESALE_MINOR,
    });
    work();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    expect(await creditsOf(shop.accountId)).toMatchObject({
      postedMinor: CREDITS_MINOR - WHOLESALE_MINOR,
      heldMinor: 0n,
    });
    const customerIds = [sale.customer as string];
    const [profile] = await readProfiles(db, { accountId: shop.accountId, customerIds });
    expect(profile).toMatchObject({ carrier: 'esim-access', smdpAddress: 'rsp.simulator.example' });
    expect(await eventsOf(shop.accountId)).toEqual(['package.delivered', 'package.activated']);
  });

  it('tops up the eSIM that the customer has of the carrier', async () => {
    const shop = await openShop();
    const { customer } = await shop.register();
    work();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    const before = supplier.supplier.books().topUps.length;
    await shop.topUp(customer);
    await awaitOrders(db, shop.accountId, [DELIVERED, DELIVERED]);
    const [first, second] = await ordersOf(db, shop.accountId);
    expect(second?.iccid).toBe(first?.iccid);
    expect(supplier.supplier.books().topUps).toHaveLength(before + 1);
  });

  it.each(['answer_lost_after', 'request_lost', 'slow_after', 'rate_limited'] as const)(
    'is ordered once when its order ends in %s',
    async (fault) => {
      const shop = await openShop();
      const before = supplier.supplier.books().orders.length;
      failOrder(fault);
      await shop.register();
      work();
      await awaitOrders(db, shop.accountId, [DELIVERED]);
      expect(supplier.supplier.books().orders).toHaveLength(before + 1);
    },
  );

  it('fails and charges nothing when the carrier is out of stock', async () => {
    const shop = await openShop();
    supplier.supplier.outOfStock.add('AT1D7');
    onTestFinished(() => supplier.supplier.outOfStock.clear());
    await shop.register();
    work();
    const refused = { state: 'REFUSED', reason: 'out_of_stock', packageState: 'FAILED' };
    await awaitOrders(db, shop.accountId, [refused]);
    expect(await creditsOf(shop.accountId)).toMatchObject({
      postedMinor: CREDITS_MINOR,
      heldMinor: 0n,
    });
    expect(await eventsOf(shop.accountId)).toEqual(['package.failed']);
  });

  it('takes a new price that is not above the cost of the plan, and refuses one that is', async () => {
    const shop = await openShop();
    const [item] = supplier.supplier.packages;
    if (!item) throw new Error('The simulator has packages.');
    const { price } = item;
    onTestFinished(() => {
      item.price = price;
    });
    work();
    await shop.register();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    item.price = price + 200;
    await shop.register();
    await awaitOrders(db, shop.accountId, [DELIVERED, DELIVERED]);

    const cost = { dataPlanId, validFrom: '2026-01-01', costMinor: 55n };
    await db.transaction((tx) => upsertPlanCosts(tx, [cost]));
    item.price = price + 9_000;
    await shop.register();
    const refused = { state: 'REFUSED', reason: 'price_changed', packageState: 'FAILED' };
    await awaitOrders(db, shop.accountId, [DELIVERED, DELIVERED, refused]);
    await db.run(sql`delete from plan_costs where data_plan_id = ${dataPlanId}`);
  });
});

describe('an order that takes too long', () => {
  it('ends with its package, unsent, when nobody has worked on it', async () => {
    const shop = await openShop();
    const before = supplier.supplier.books().orders.length;
    await shop.register();
    await applyAllDueChanges(later(shop.accountId));
    work();
    await awaitOrders(db, shop.accountId, [{ state: 'EXPIRED', packageState: 'FAILED' }]);
    expect((await creditsOf(shop.accountId)).heldMinor).toBe(0n);
    expect(supplier.supplier.books().orders).toHaveLength(before);
  });

  it('is found when it was delivered all the same, and its eSIM is the next sale’s', async () => {
    const shop = await openShop();
    failOrder('answer_lost_after');
    await shop.register();
    const ordering = openOrdering(db, supplier.settings);
    await awaitOrders(db, shop.accountId, [{ state: 'UNKNOWN' }]);
    await ordering.close();
    await applyAllDueChanges(later(shop.accountId));
    work();
    const spare = { state: 'DELIVERED', packageState: 'FAILED', isSpare: true };
    await awaitOrders(db, shop.accountId, [spare]);
    const bought = supplier.supplier.books().orders.length;

    await shop.register();
    await awaitOrders(db, shop.accountId, [{ ...spare, isSpare: false }, DELIVERED]);
    const [first, second] = await ordersOf(db, shop.accountId);
    expect(second?.iccid).toBe(first?.iccid);
    expect(supplier.supplier.books().orders).toHaveLength(bought);
    expect((await creditsOf(shop.accountId)).postedMinor).toBe(CREDITS_MINOR - WHOLESALE_MINOR);
  });

  it('is told to operators when it topped up an eSIM, which no other sale can get', async () => {
    const shop = await openShop();
    const { customer } = await shop.register();
    const first = openOrdering(db, supplier.settings);
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    failOrder('answer_lost_after', 'topup');
    await shop.topUp(customer);
    await awaitOrders(db, shop.accountId, [DELIVERED, { state: 'UNKNOWN' }]);
    await first.close();
    await applyAllDueChanges(later(shop.accountId));
    work();
    const late = { state: 'DELIVERED', packageState: 'FAILED', isSpare: false };
    await awaitOrders(db, shop.accountId, [DELIVERED, late]);

    const orders = await listOrders(db, { unused: true, limit: 10 });
    expect(orders.filter(({ accountId }) => accountId === shop.accountId)).toMatchObject([
      { kind: 'top_up', state: 'DELIVERED', reason: 'package_failed' },
    ]);
    expect((await creditsOf(shop.accountId)).postedMinor).toBe(CREDITS_MINOR - WHOLESALE_MINOR);
  });
});

describe('the calls of an order', () => {
  it('are kept with their outcome, and without the activation code', async () => {
    const shop = await openShop();
    await shop.register();
    const ordering = openOrdering(db, supplier.settings);
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    await ordering.close();
    const kept = await db.rows<{ verb: string; outcome: string; answer: string }>(sql`
      select verb, outcome, answer
      from carrier_calls
      where reference = (
        select replace(id::text, '-', '') from carrier_orders where account_id = ${shop.accountId}
      )
      order by called_at, id`);
    expect(kept[0]).toMatchObject({ verb: 'order', outcome: 'done' });
    expect(kept.at(-1)).toMatchObject({ verb: 'find', outcome: 'done' });
    expect(JSON.stringify(kept)).not.toContain('LPA:1');
  });
});
