import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { aContext } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openEsimAccess,
  openEsimGo,
  openLiveShop,
  openOrdering,
  ordersOf,
} from '../../../test/support/supply.ts';
import {
  referenceOf,
  selectCallsOf,
  selectRequestsOf,
} from '../../connectivity/carrier-orders/index.ts';
import { openOrderingCarriers } from '../../connectivity/carriers/index.ts';
import { resumeProfile, suspendProfile } from '../../connectivity/esims/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { refundPackage } from '../refunds/index.ts';
import { askSupplier, readEsimAtSupplier } from './ask-supplier.ts';

const CREDITS_MINOR = 10_000_000n;
const { db } = await forThisFile(createTestDatabase());
const outgoing = await forThisFile(Promise.resolve(createOutgoing()));
const access = await forThisFile(openEsimAccess());
const go = await forThisFile(openEsimGo());
const settings = { ...access.settings, ...go.settings };
const parts = { outgoing, record: () => undefined, now: () => new Date(), perSecond: 1_000 };
const carriers = openOrderingCarriers(settings, parts);
const ofAccess = await loadOrderedPlan(db);
const ofGo = await loadOrderedPlan(db, { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2' });

beforeEach(() => access.failWith(undefined));

function work() {
  const ordering = openOrdering(db, settings);
  onTestFinished(() => ordering.close());
  return ordering;
}

/** Sells one package, delivered by its supplier; the shop sells more when it is asked. */
async function openSold(dataPlanId = ofAccess) {
  const shop = await openLiveShop(db, { dataPlanId, settings });
  const ordering = openOrdering(db, settings);
  const sale = await shop.register();
  await awaitOrders(db, shop.accountId, [DELIVERED]);
  await ordering.close();
  const { accountId, organizationId } = shop;
  const scope = () => aContext({ accountId, organizationId, now: new Date(), mode: 'live' });
  const [order] = await orderRows(accountId);
  return { ...shop, ...sale, scope, order: order as NonNullable<typeof order> };
}

/** A worker looks for requests every second, and a busy machine needs longer. */
const eventually = <Value>(read: () => Value | Promise<Value>) =>
  expect.poll(read, { timeout: 20_000 });

const orderRows = (accountId: string) =>
  db.rows<{ id: string; iccid: string; uid: string }>(sql`
    select id, iccid, activated_item_id as uid
    from carrier_orders
    where account_id = ${accountId}
    order by id`);

type Sold = Awaited<ReturnType<typeof openSold>>;
const refund = ({ scope }: Sold, uid: string) =>
  db.transaction((tx) => refundPackage({ ...scope(), db: tx }, { uid }));
const ask = ({ order }: Sold, verb: Parameters<typeof askSupplier>[1]['verb'], message?: string) =>
  db.transaction((tx) =>
    askSupplier(
      { ...aContext({ now: new Date() }), db: tx },
      { id: order.id, verb, message, carriers },
    ),
  );
const requestsOf = ({ accountId, order }: Sold, orderId = order.id) =>
  selectRequestsOf(db, { accountId, orderId });
const isSuspended = ({ order }: Sold) =>
  access.supplier.esim(order.iccid)?.esimStatus === 'SUSPENDED';

describe('a refund of a package that a supplier delivered', () => {
  it('returns the credits at once, and keeps what the supplier gives back later', async () => {
    const sold = await openSold();
    const before = access.supplier.books().balance;
    await refund(sold, sold.uid);
    expect((await readCredits({ db, accountId: sold.accountId })).postedMinor).toBe(CREDITS_MINOR);
    expect(await requestsOf(sold)).toMatchObject([{ verb: 'cancel', state: 'WAITING' }]);
    work();
    await eventually(() => requestsOf(sold)).toMatchObject([
      { state: 'DONE', outcome: 'refunded', returnedTenThousandths: 5_300n },
    ]);
    expect(access.supplier.books().balance).toBe(before + 5_300);
    // The calls of a request are those of its order.
    const verbs = async () =>
      (await selectCallsOf(db, referenceOf(sold.order))).map(({ verb, end }) => [verb, end]);
    await eventually(verbs).toContainEqual(['cancel', 'done']);
    // A cancelled eSIM is not topped up: the customer gets another one.
    await sold.topUp(sold.customer);
    await eventually(async () => (await ordersOf(db, sold.accountId))[1]).toMatchObject(DELIVERED);
    const [first, second] = await orderRows(sold.accountId);
    expect(second?.iccid).not.toBe(first?.iccid);
  });

  it('leaves an eSIM alone that another package uses, until that one is refunded too', async () => {
    const sold = await openSold();
    await sold.topUp(sold.customer);
    work();
    await awaitOrders(db, sold.accountId, [DELIVERED, DELIVERED]);
    const [first, second] = await orderRows(sold.accountId);
    await refund(sold, first?.uid ?? '');
    await eventually(() => requestsOf(sold)).toMatchObject([
      { state: 'REFUSED', detail: expect.stringContaining('the same eSIM') },
    ]);
    await refund(sold, second?.uid ?? '');
    await eventually(() => requestsOf(sold, second?.id)).toMatchObject([
      { state: 'DONE', outcome: 'refunded' },
    ]);
  });

  it('is asked for once when the answer is lost, and shows that nobody knows', async () => {
    const sold = await openSold();
    let asked = 0;
    access.failWith(({ path }) => {
      if (!path.endsWith('/esim/cancel')) return undefined;
      asked += 1;
      return 'answer_lost_after';
    });
    await refund(sold, sold.uid);
    work();
    await eventually(() => requestsOf(sold)).toMatchObject([{ state: 'UNKNOWN' }]);
    expect(asked).toBe(1);
  });
});

describe('an eSIM of a supplier', () => {
  it('is suspended and resumed there too, in this order, over lost answers', async () => {
    const sold = await openSold();
    const change = (verb: typeof suspendProfile) =>
      db.transaction((tx) => verb({ ...sold.scope(), db: tx }, sold.order.iccid));
    await change(suspendProfile);
    work();
    await eventually(() => isSuspended(sold)).toBe(true);
    await eventually(() => requestsOf(sold)).toMatchObject([{ state: 'DONE' }]);
    let left = 1;
    access.failWith(({ path }) => {
      if (left === 0 || !path.endsWith('/esim/unsuspend')) return undefined;
      left -= 1;
      return 'request_lost';
    });
    await change(resumeProfile);
    await eventually(() => left).toBe(0);
    await db.run(
      sql`update carrier_requests set next_at = now() where lease is null and ended_at is null`,
    );
    await eventually(() => isSuspended(sold)).toBe(false);
  });

  it('gets a text message, and is refused what its supplier has no call for', async () => {
    const [sold, other] = [await openSold(), await openSold(ofGo)];
    await ask(sold, 'sms', 'Welcome');
    work();
    await eventually(() => requestsOf(sold)).toMatchObject([{ verb: 'sms', state: 'DONE' }]);
    for (const [of, verb] of [
      [sold, 'replace'],
      [other, 'resume'],
    ] as const) {
      await expect(ask(of, verb)).rejects.toMatchObject({
        code: 'invalid_state',
        message: expect.stringContaining(`has no call for this: ${verb}.`),
      });
    }
    await ask(other, 'cancel');
    await eventually(() => requestsOf(other)).toMatchObject([
      { state: 'DONE', outcome: 'revoked', returnedTenThousandths: null },
    ]);
  });

  it('says how it is, what it has used and where it was seen, or that nobody can say', async () => {
    const [sold, other] = [await openSold(), await openSold(ofGo)];
    expect(await readEsimAtSupplier(db, { id: sold.order.id, carriers })).toMatchObject({
      profile: { value: { state: 'released' } },
      usage: { value: { usedBytes: 0n } },
      location: { value: null, failure: 'The carrier has no call for this.' },
    });
    expect(await readEsimAtSupplier(db, { id: other.order.id, carriers })).toMatchObject({
      location: { value: { country: 'AT', network: 'A1' }, failure: null },
    });
    const unset = await readEsimAtSupplier(db, { id: sold.order.id, carriers: [] });
    expect(unset.usage.failure).toBe('The carrier esim-access is not set up.');
    await expect(readEsimAtSupplier(db, { id: 'none', carriers })).rejects.toMatchObject({
      code: 'carrier_order_not_found',
    });
  });
});
