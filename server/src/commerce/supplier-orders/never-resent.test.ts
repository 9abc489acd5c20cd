import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { earlier } from '../../../test/support/earlier.ts';
import { aContext } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openEsimGo,
  openLiveShop,
  openOrdering,
  ordersOf,
} from '../../../test/support/supply.ts';
import { askAboutOrders } from '../../backoffice/operator/index.ts';
import { newId } from '../../kernel/ids.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { applyAllDueChanges } from '../activations/index.ts';
import { type Finding, settleByHand } from './settle-by-hand.ts';

const CREDITS_MINOR = 10_000_000n;

const { db } = await forThisFile(createTestDatabase());
const supplier = await forThisFile(openEsimGo());
const dataPlanId = await loadOrderedPlan(db, { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2' });

beforeEach(() => supplier.failWith(undefined));

const openShop = () => openLiveShop(db, { dataPlanId, settings: supplier.settings });
const bought = () => supplier.supplier.books().orders.length;

function work(): void {
  const ordering = openOrdering(db, supplier.settings);
  onTestFinished(() => ordering.close());
}

/** Fails the next purchases at the supplier, and no dry runs; and its lists, with `listFault`. */
function failPurchases(
  fault: 'answer_lost_after' | 'request_lost',
  count = 1,
  listFault?: 'server_error',
): void {
  let left = count;
  supplier.failWith(({ path, body, method }) => {
    if (method === 'GET' && path.endsWith('/orders')) return listFault;
    if (left === 0 || !path.endsWith('/orders') || !body.includes('"transaction"'))
      return undefined;
    left -= 1;
    return fault;
  });
}

/** Has somebody else order as many eSIMs of another item with the same account. */
async function buyElsewhere(count: number): Promise<void> {
  const order = [{ type: 'bundle', quantity: 1, item: 'esim_3GB_30D_REUP_V2' }];
  const body = JSON.stringify({ type: 'transaction', assign: true, order });
  for (let bought = 0; bought < count; bought += 1) {
    const headers = { 'x-api-key': 'key' };
    await fetch(`${supplier.url}/v2.5/orders`, { method: 'POST', headers, body });
  }
}

/** Lets the orders of the account be as old as if they had been sent ten minutes ago. */
async function age(accountId: string): Promise<string> {
  const order = await db.row<{ id: string }>(sql`
    update carrier_orders
    set sent_at = ${earlier(sql`sent_at`, '10 minutes')}, next_at = now(),
      last_sent_at = ${earlier(sql`last_sent_at`, '10 minutes')}
    where account_id = ${accountId}
    returning id`);
  return order?.id ?? '';
}

const settle = (id: string, finding: Finding) =>
  db.transaction((tx) =>
    settleByHand({ ...aContext({ now: new Date() }), db: tx }, { id, ...finding }),
  );

describe('an order at a supplier that knows no reference of ours', () => {
  it('is found by its time and item when its answer was lost', async () => {
    const shop = await openShop();
    const before = bought();
    failPurchases('answer_lost_after');
    await shop.register();
    work();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    expect(bought()).toBe(before + 1);
  });

  it('is not bought by a worker whose lease could be over at the answer', async () => {
    const shop = await openShop();
    const before = bought();
    await shop.register();
    const late = openOrdering(db, supplier.settings, { leaseMs: 300 });
    const detail = () =>
      db.row<{ detail: string; state: string }>(sql`
        select state, detail from carrier_orders where account_id = ${shop.accountId}`);
    await expect.poll(detail, { timeout: 15_000 }).toEqual({
      state: 'QUEUED',
      detail: 'The call was not sent: nobody would wait for its answer any more.',
    });
    await late.close();
    expect(bought()).toBe(before);
    work();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    expect(bought()).toBe(before + 1);
  });

  it('gets an eSIM of its own when several answers are lost at once', async () => {
    const shop = await openShop();
    const before = bought();
    failPurchases('answer_lost_after', 3);
    await Promise.all([shop.register(), shop.register(), shop.register(), shop.register()]);
    work();
    await awaitOrders(db, shop.accountId, [DELIVERED, DELIVERED, DELIVERED, DELIVERED]);
    const iccids = (await ordersOf(db, shop.accountId)).map(({ iccid }) => iccid);
    expect(new Set(iccids).size).toBe(4);
    expect(bought()).toBe(before + 4);
  });

  it('is found in a busy minute, behind orders that are nearer and taken', async () => {
    const shop = await openShop();
    const lost = await openShop();
    const before = bought();
    failPurchases('answer_lost_after', 1, 'server_error');
    await lost.register();
    const first = openOrdering(db, supplier.settings);
    await awaitOrders(db, lost.accountId, [{ state: 'UNKNOWN' }]);
    await first.close();
    await buyElsewhere(120);
    failPurchases('answer_lost_after', 0);
    const sales = Array.from({ length: 8 }, () => shop.register());
    await Promise.all(sales);
    await db.run(sql`
      update carrier_orders set next_at = now() + interval '1 hour'
      where account_id = ${lost.accountId}`);
    const second = openOrdering(db, supplier.settings);
    await awaitOrders(
      db,
      shop.accountId,
      Array.from(sales, () => DELIVERED),
    );
    await second.close();
    // The delivered ones are the nearest by the time at which this one was sent.
    await db.run(sql`
      update carrier_orders set next_at = now(), sent_at = now()
      where account_id = ${lost.accountId}`);
    work();
    await awaitOrders(db, lost.accountId, [DELIVERED]);
    expect(bought()).toBe(before + 129);
  });

  it('waits for the answers of orders that were sent near it, and for no later ones', async () => {
    const [shop, busy] = [await openShop(), await openShop()];
    await busy.register();
    const flying = (sentAt: ReturnType<typeof sql>) =>
      db.run(sql`
        update carrier_orders
        set state = 'SENT', attempts = 1, item = 'esim_1GB_7D_AT_V2', sent_at = ${sentAt},
          lease = ${newId()}, next_at = now() + interval '1 hour'
        where account_id = ${busy.accountId}`);
    await flying(sql`now()`);
    failPurchases('answer_lost_after');
    await shop.register();
    work();
    const detail = () =>
      db.row<{ detail: string }>(sql`
        select detail from carrier_orders where account_id = ${shop.accountId}`);
    await expect
      .poll(detail, { timeout: 15_000 })
      .toEqual({ detail: 'Other orders of the item are in flight.' });
    // There is always another one in flight, and they are sent later and later.
    await flying(sql`now() + interval '5 minutes'`);
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    await db.run(sql`
      update carrier_orders set state = 'EXPIRED', next_at = null, ended_at = now(), lease = null
      where account_id = ${busy.accountId}`);
  });

  it('is found also when several have expired by then', async () => {
    const shop = await openShop();
    const before = bought();
    supplier.failWith(({ path, method, body }) => {
      if (!path.endsWith('/orders')) return undefined;
      if (method === 'GET') return 'server_error';
      return body.includes('"transaction"') ? 'answer_lost_after' : undefined;
    });
    await Promise.all([shop.register(), shop.register(), shop.register()]);
    work();
    const unknown = { state: 'UNKNOWN' };
    await awaitOrders(db, shop.accountId, [unknown, unknown, unknown]);
    const now = new Date(Date.now() + 601_000);
    await applyAllDueChanges({ db, accountId: shop.accountId, now });
    supplier.failWith(undefined);
    const spare = { state: 'DELIVERED', packageState: 'FAILED', isSpare: true };
    await awaitOrders(db, shop.accountId, [spare, spare, spare]);
    expect(bought()).toBe(before + 3);
    await db.run(sql`update carrier_orders set spare_profile = null`);
  });

  it('is not sent again when its request was lost; a person who is asked ends it', async () => {
    const shop = await openShop();
    const before = bought();
    failPurchases('request_lost');
    await shop.register();
    work();
    await awaitOrders(db, shop.accountId, [{ state: 'UNKNOWN', asks: false }]);
    const id = await age(shop.accountId);
    await awaitOrders(db, shop.accountId, [{ state: 'UNKNOWN', asks: true }]);
    expect(await askAboutOrders(db)).toBe(1);
    expect(await askAboutOrders(db)).toBe(0);
    expect(bought()).toBe(before);

    await settle(id, { outcome: 'not_placed' });
    const refused = { state: 'REFUSED', reason: 'not_placed', packageState: 'FAILED' };
    await awaitOrders(db, shop.accountId, [refused]);
    expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
      postedMinor: CREDITS_MINOR,
      heldMinor: 0n,
    });
    await expect(settle(id, { outcome: 'not_placed' })).rejects.toMatchObject({
      code: 'invalid_state',
    });
  });

  it('is delivered under the number that a person names', async () => {
    const shop = await openShop();
    failPurchases('request_lost');
    await shop.register();
    const ordering = openOrdering(db, supplier.settings);
    await awaitOrders(db, shop.accountId, [{ state: 'UNKNOWN' }]);
    await ordering.close();
    const id = await age(shop.accountId);
    // A person bought it by hand at the supplier.
    const order = [{ type: 'bundle', quantity: 1, item: 'esim_1GB_7D_AT_V2' }];
    const answer = await fetch(`${supplier.url}/v2.5/orders`, {
      method: 'POST',
      headers: { 'x-api-key': 'key' },
      body: JSON.stringify({ type: 'transaction', assign: true, order }),
    });
    const { orderReference: supplierOrder } = (await answer.json()) as { orderReference: string };
    await settle(id, { outcome: 'placed', supplierOrder });
    work();
    await awaitOrders(db, shop.accountId, [{ ...DELIVERED, supplierOrder }]);
  });

  it('is settled only if it exists', async () => {
    await expect(settle('none', { outcome: 'not_placed' })).rejects.toMatchObject({
      code: 'carrier_order_not_found',
    });
  });
});
