import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { aContext } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  loadOrderedPlan,
  openEsimGo,
  openLiveShop,
  ordersOf,
} from '../../../test/support/supply.ts';
import { esimGo } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { listAtSupplier } from './list-at-supplier.ts';
import { type Finding, lookAgain, settleByHand } from './settle-by-hand.ts';

const ITEM = 'esim_1GB_7D_AT_V2';
const { db } = await forThisFile(createTestDatabase());
const outgoing = await forThisFile(Promise.resolve(createOutgoing()));
const supplier = await forThisFile(openEsimGo());
const { settings } = supplier;
const dataPlanId = await loadOrderedPlan(db, { carrier: 'esim-go', item: ITEM });
const parts = { outgoing, record: () => undefined, now: () => new Date(), perSecond: 1_000 };
const carriers = [esimGo(settings.esimGo, parts)];

let order: { id: string; accountId: string };

/** Nobody works on the order: it is as a worker leaves it whose call got no answer. */
beforeEach(async () => {
  const shop = await openLiveShop(db, { dataPlanId, settings });
  await shop.register();
  const row = await db.row<{ id: string }>(sql`
    update carrier_orders
    set state = 'UNKNOWN', attempts = 1, item = ${ITEM}, sent_at = now(),
      next_at = now() + interval '1 hour', detail = 'The answer was lost.'
    where account_id = ${shop.accountId}
    returning id`);
  order = { id: row?.id ?? '', accountId: shop.accountId };
});

const scopeOf = () => ({ ...aContext({ now: new Date() }), changes: [] });
const settle = (finding: Finding) =>
  db.transaction((tx) => settleByHand({ ...scopeOf(), db: tx }, { id: order.id, ...finding }));
const look = () => db.transaction((tx) => lookAgain({ ...scopeOf(), db: tx }, { id: order.id }));
const change = (to: ReturnType<typeof sql>) =>
  db.run(sql`update carrier_orders set ${to} where id = ${order.id}`);

/** Buys an eSIM at the supplier by hand, and returns the number of the order. */
async function buy(): Promise<string> {
  const line = { type: 'bundle', quantity: 1, item: ITEM };
  const answer = await fetch(`${supplier.url}/v2.5/orders`, {
    method: 'POST',
    headers: { 'x-api-key': 'key' },
    body: JSON.stringify({ type: 'transaction', assign: true, order: [line] }),
  });
  return ((await answer.json()) as { orderReference: string }).orderReference;
}

describe('a person who settles an order', () => {
  it('cannot say that it is not there within a minute of its last sending', async () => {
    await change(sql`last_sent_at = now() - interval '50 seconds'`);
    await expect(settle({ outcome: 'not_placed' })).rejects.toMatchObject({
      code: 'invalid_state',
      message:
        'The order was sent less than a minute ago. Wait a minute, then look at the carrier again.',
    });
    await change(sql`last_sent_at = now() - interval '70 seconds'`);
    expect(await settle({ outcome: 'not_placed' })).toMatchObject({ state: 'REFUSED' });
  });

  it('sees what the supplier lists around it, and to which of ours each belongs', async () => {
    const [mine, others] = [await buy(), await buy()];
    const before = { ...order };
    await settle({ outcome: 'placed', supplierOrder: others });
    const shop = await openLiveShop(db, { dataPlanId, settings });
    await shop.register();
    const row = await db.row<{ id: string }>(sql`
      update carrier_orders
      set state = 'UNKNOWN', attempts = 1, item = ${ITEM}, sent_at = now()
      where account_id = ${shop.accountId}
      returning id`);
    const { items, failure } = await listAtSupplier(db, { id: row?.id ?? '', carriers });
    expect(failure).toBeNull();
    const found = (number: string) => items.find((one) => one.order === number);
    expect(found(mine)).toMatchObject({ item: ITEM, orderId: null, isLikely: true });
    expect(found(others)).toMatchObject({ orderId: before.id, isLikely: false });
    expect(items[0]?.isLikely).toBe(true);
  });

  it('reads why the list of the supplier is not known', async () => {
    supplier.failWith(() => 'server_error');
    const failed = await listAtSupplier(db, { id: order.id, carriers });
    supplier.failWith(undefined);
    expect(failed).toMatchObject({ items: [], failure: expect.any(String) });
    expect(await listAtSupplier(db, { id: order.id, carriers: [] })).toMatchObject({
      failure: 'The carrier esim-go is not set up.',
    });
    await expect(listAtSupplier(db, { id: 'none', carriers })).rejects.toMatchObject({
      code: 'carrier_order_not_found',
    });
  });

  it('is refused when another one settled it first, whatever each found', async () => {
    const findings = [
      { outcome: 'placed', supplierOrder: await buy() },
      { outcome: 'not_placed' },
    ] as const;
    const ends = await Promise.allSettled(findings.map(settle));
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'invalid_state' });
  });

  it('settles it anew only after nothing was found under the number', async () => {
    await settle({ outcome: 'placed', supplierOrder: 'go-none' });
    await expect(settle({ outcome: 'not_placed' })).rejects.toMatchObject({
      message: 'The order is looked for under the number go-none already.',
    });
    await change(sql`asks_since = now(), lease = null`);
    await settle({ outcome: 'not_placed' });
    expect(await ordersOf(db, order.accountId)).toMatchObject([
      { state: 'REFUSED', packageState: 'FAILED' },
    ]);
    const credits = await readCredits({ db, accountId: order.accountId });
    expect(credits.heldMinor).toBe(0n);
  });

  it('is refused while a worker has the order: its call may be the one that buys', async () => {
    await change(sql`lease = ${newId()}, next_at = now() + interval '1 minute'`);
    await expect(settle({ outcome: 'not_placed' })).rejects.toMatchObject({
      message: expect.stringContaining('A worker has the order'),
    });
    await expect(look()).rejects.toMatchObject({ code: 'invalid_state' });
    await change(sql`next_at = now() - interval '1 second'`);
    await settle({ outcome: 'not_placed' });
    await expect(look()).rejects.toMatchObject({ message: 'The order has ended: REFUSED.' });
  });

  it('is refused the number of another order', async () => {
    const number = await buy();
    await settle({ outcome: 'placed', supplierOrder: number });
    const first = order.id;
    const shop = await openLiveShop(db, { dataPlanId, settings });
    await shop.register();
    const row = await db.row<{ id: string }>(sql`
      update carrier_orders
      set state = 'UNKNOWN', attempts = 1, sent_at = now()
      where account_id = ${shop.accountId}
      returning id`);
    order = { id: row?.id ?? '', accountId: shop.accountId };
    await expect(settle({ outcome: 'placed', supplierOrder: number })).rejects.toMatchObject({
      code: 'invalid_state',
      message: `The number ${number} of esim-go belongs to the order ${first}.`,
    });
  });

  it('delivers a top-up without a number, and no new eSIM', async () => {
    const unnamed = { outcome: 'placed', supplierOrder: null } as const;
    await expect(settle(unnamed)).rejects.toMatchObject({ code: 'invalid_request' });
    await change(sql`kind = 'top_up', iccid = '8943108165017013118', profile_id = 'E1'`);
    await settle(unnamed);
    expect(await ordersOf(db, order.accountId)).toMatchObject([
      { state: 'DELIVERED', packageState: 'ACTIVE' },
    ]);
  });

  it('lets a worker look again at once, and is asked about it still', async () => {
    await change(sql`asks_since = now() - interval '1 hour', asked_at = now()`);
    const looked = await look();
    expect(looked.asksSince).not.toBeNull();
    expect(looked.nextAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    await change(sql`state = 'QUEUED', attempts = 0`);
    await expect(look()).rejects.toMatchObject({ code: 'invalid_state' });
  });
});
