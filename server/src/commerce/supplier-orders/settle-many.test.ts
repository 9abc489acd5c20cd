import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadOrderedPlan, openLiveShop, ordersOf } from '../../../test/support/supply.ts';
import {
  type LeasedOrder,
  leaseDueOrders,
  type OrderStep,
} from '../../connectivity/carrier-orders/index.ts';
import { newId } from '../../kernel/ids.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { failOrderedSale } from '../activations/index.ts';
import { settleOrder } from './settle-order.ts';
import { shareStatements } from './share-statements.ts';

const CARRIER = 'esim-access';
const settings = { esimAccess: { url: 'http://127.0.0.1:1', accessCode: 'code' } };
const { db } = await forThisFile(createTestDatabase());
const dataPlanId = await loadOrderedPlan(db);
const open = () => openLiveShop(db, { dataPlanId, settings, creditsMinor: 1_000n });
type Shop = Awaited<ReturnType<typeof open>>;

let [one, other]: [Shop, Shop] = [await open(), await open()];
let transactions = 0;
let lastSerial = 0;

beforeEach(async () => {
  [one, other] = [await open(), await open()];
  transactions = 0;
});

const counting = {
  ...db,
  transaction: ((work) => {
    transactions += 1;
    return db.transaction(work);
  }) as typeof db.transaction,
};
const { writes } = shareStatements({ db: counting, now: () => new Date() });

/** Leases what the shops sold, in the order of its sale. */
async function lease(): Promise<LeasedOrder[]> {
  const of = { carriers: [CARRIER], limit: 100, lease: newId(), leaseMs: 60_000 };
  const orders = await leaseDueOrders(db, of);
  return orders.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

function aProfile() {
  lastSerial += 1;
  const serial = String(lastSerial).padStart(6, '0');
  return {
    ...{ iccid: `8985200000000${serial}`, profileId: `E${serial}`, imsi: null, apn: null },
    ...{ smdpAddress: 'rsp.supplier.example', matchingId: serial, smdpOid: null },
    confirmationCode: null,
  };
}

const delivered = (profile: ReturnType<typeof aProfile> | null, number: string | null = null) =>
  ({
    step: 'delivered',
    placed: { order: number, isDelivered: true, profile, cost: null },
  }) satisfies OrderStep;
const refused = { step: 'refused', reason: 'out_of_stock', detail: 'None is left.' } as const;

const settleAll = (settlements: (readonly [LeasedOrder | undefined, OrderStep])[]) =>
  Promise.all(
    settlements.map(([order, step]) => settleOrder({ writes }, order as LeasedOrder, step)),
  );
const statesOf = async ({ accountId }: Shop) =>
  (await ordersOf(db, accountId)).map(({ state, packageState }) => `${state} ${packageState}`);
const creditsOf = async ({ accountId }: Shop) => {
  const credits = await readCredits({ db, accountId });
  return { postedMinor: credits.postedMinor, heldMinor: credits.heldMinor };
};

describe('orders of several accounts that end together', () => {
  it('are written in one transaction, each as it ended', async () => {
    for (const shop of [one, one, one, one, other, other]) await shop.register();
    const [a, b, c, d, e, f] = await lease();
    if (!e) throw new Error('Six orders are due.');
    const failing = { packageId: e.activatedItemId, reason: 'supplier_unavailable' } as const;
    await db.transaction((tx) =>
      failOrderedSale({ db: tx, accountId: e.accountId, now: new Date() }, failing),
    );
    const same = aProfile();
    await settleAll([
      [a, delivered(same)],
      [b, delivered(same)],
      [c, refused],
      [d, delivered(aProfile())],
      [e, delivered(aProfile())],
      [f, delivered(aProfile())],
    ]);
    expect(transactions).toBe(1);
    expect(await statesOf(one)).toEqual([
      'DELIVERED ACTIVE',
      'REFUSED FAILED',
      'REFUSED FAILED',
      'DELIVERED ACTIVE',
    ]);
    expect(await statesOf(other)).toEqual(['DELIVERED FAILED', 'DELIVERED ACTIVE']);
    const reasons = (await ordersOf(db, one.accountId)).map(({ reason }) => reason);
    expect(reasons).toEqual([null, 'esim_recycled', 'out_of_stock', null]);
    expect((await ordersOf(db, other.accountId)).map(({ isSpare }) => isSpare)).toEqual([
      true,
      false,
    ]);
    expect(await creditsOf(one)).toEqual({ postedMinor: 600n, heldMinor: 0n });
    expect(await creditsOf(other)).toEqual({ postedMinor: 800n, heldMinor: 0n });
  });

  it('are new eSIMs and top-ups, and the usage of both is asked for', async () => {
    const sold = await one.register();
    const [first] = await lease();
    const profile = aProfile();
    await settleAll([[first, delivered(profile)]]);
    await one.topUp(sold.customer);
    await other.register();
    const [toppedUp, fresh] = await lease();
    if (!toppedUp) throw new Error('Two orders are due.');
    await db.run(sql`
      update carrier_orders set iccid = ${profile.iccid} where id = ${toppedUp.id}`);
    await db.run(sql`update usage_pulls set next_at = now() + interval '1 hour'`);
    transactions = 0;
    await settleAll([
      [toppedUp, delivered(null)],
      [fresh, delivered(aProfile())],
    ]);
    expect(transactions).toBe(1);
    expect(await statesOf(one)).toEqual(['DELIVERED ACTIVE', 'DELIVERED ACTIVE']);
    const pulls = await db.rows<{ iccid: string; isDue: boolean }>(sql`
      select iccid, next_at <= now() as "isDue"
      from usage_pulls
      where account_id in (${one.accountId}, ${other.accountId})
      order by iccid`);
    expect(pulls.map(({ isDue }) => isDue)).toEqual([true, false]);
  });

  it('leave the one alone that another worker has meanwhile', async () => {
    for (const shop of [one, one, other]) await shop.register();
    const [a, b, c] = await lease();
    await db.run(sql`update carrier_orders set lease = ${newId()} where id = ${b?.id}`);
    await settleAll([
      [a, delivered(aProfile())],
      [b, delivered(aProfile())],
      [c, refused],
    ]);
    expect(await statesOf(one)).toEqual(['DELIVERED ACTIVE', 'QUEUED PENDING']);
    expect(await statesOf(other)).toEqual(['REFUSED FAILED']);
    expect(await creditsOf(one)).toEqual({ postedMinor: 800n, heldMinor: 200n });
    const profiles = await db.rows(sql`
      select iccid from esim_profiles where account_id = ${one.accountId}`);
    expect(profiles).toHaveLength(1);
  });

  it('have one order of a number that the carrier gave to two; the other is looked for', async () => {
    for (const shop of [one, other]) await shop.register();
    const [a, b] = await lease();
    await settleAll([
      [a, delivered(aProfile(), 'B-1')],
      [b, delivered(aProfile(), 'B-1')],
    ]);
    const states = [...(await statesOf(one)), ...(await statesOf(other))].sort();
    expect(states).toEqual(['DELIVERED ACTIVE', 'UNKNOWN PENDING']);
  });
});

it('an order that is looked for again does not get the number of another one', async () => {
  for (const shop of [one, one, other]) await shop.register();
  const [a, b, c] = await lease();
  const again = { step: 'again', state: 'SENT', inMs: 1_000, detail: null, asks: false } as const;
  await settleAll([
    [a, delivered(aProfile(), 'B-9')],
    [b, { ...again, supplierOrder: 'B-9' }],
    [c, { ...again, supplierOrder: 'B-9' }],
  ]);
  const orders = [...(await ordersOf(db, one.accountId)), ...(await ordersOf(db, other.accountId))];
  expect(orders.filter(({ supplierOrder }) => supplierOrder === 'B-9')).toHaveLength(1);
  const lost = orders.filter(({ supplierOrder }) => supplierOrder === null);
  expect(lost.map(({ state }) => state)).toEqual(['UNKNOWN', 'UNKNOWN']);
});

it('an order whose lease is over keeps no number from the order that has it', async () => {
  for (const shop of [one, other]) await shop.register();
  const [a, b] = await lease();
  await db.run(sql`update carrier_orders set lease = ${newId()} where id = ${a?.id}`);
  const again = { step: 'again', state: 'SENT', inMs: 1_000, detail: null, asks: false } as const;
  await settleAll([[a, { ...again, supplierOrder: 'B-11' }]]);
  await settleAll([[b, delivered(aProfile(), 'B-11')]]);
  expect(await statesOf(other)).toEqual(['DELIVERED ACTIVE']);
});

describe('steps of orders that are written together', () => {
  const sending = {
    ...({
      carrier: CARRIER,
      kind: 'profile',
      item: 'AT_1_7',
      iccid: null,
      profileId: null,
    } as const),
    ...{ costTenThousandths: 5_300n, costCurrency: 'USD', choices: [] },
  };
  const rowsOf = () =>
    db.rows<{ state: string; attempts: number; item: string | null; kind: string }>(sql`
      select state, attempts, item, kind
      from carrier_orders
      where account_id in (${one.accountId}, ${other.accountId})
      order by id`);

  it('mark only those sent that are queued and leased by this worker', async () => {
    for (const shop of [one, one, other]) await shop.register();
    const [a, b, c] = await lease();
    await db.run(sql`update carrier_orders set state = 'UNKNOWN' where id = ${b?.id}`);
    await db.run(sql`update carrier_orders set lease = ${newId()} where id = ${c?.id}`);
    const orders = [a, b, c] as LeasedOrder[];
    const sent = await Promise.all(orders.map((order) => writes.sent.run({ order, sending })));
    expect(sent).toEqual([expect.any(Date), undefined, undefined]);
    expect((await rowsOf()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
  });

  it('take back what was not sent, and keep what was', async () => {
    for (const shop of [one, one, other]) await shop.register();
    const orders = await lease();
    const [a, b, c] = orders as [LeasedOrder, LeasedOrder, LeasedOrder];
    await Promise.all(orders.map((order) => writes.sent.run({ order, sending })));
    await db.run(sql`update carrier_orders set state = 'EXPIRED' where id = ${c.id}`);
    const again = { step: 'again', inMs: 1_000.5, supplierOrder: null, detail: null } as const;
    await settleAll([
      [a, { ...again, state: 'QUEUED', asks: false, isUnsent: true }],
      [b, { ...again, state: 'SENT', asks: true, supplierOrder: 'B-7' }],
      [c, { ...again, state: 'UNKNOWN', asks: false }],
    ]);
    expect(await rowsOf()).toEqual([
      { state: 'QUEUED', attempts: 0, item: null, kind: 'profile' },
      { state: 'SENT', attempts: 1, item: 'AT_1_7', kind: 'profile' },
      { state: 'EXPIRED', attempts: 1, item: 'AT_1_7', kind: 'profile' },
    ]);
    const [kept] = await ordersOf(db, other.accountId);
    expect(kept).toMatchObject({ asks: false });
    const numbers = (await ordersOf(db, one.accountId)).map((row) => [row.supplierOrder, row.asks]);
    expect(numbers).toEqual([
      [null, false],
      ['B-7', true],
    ]);
  });
});
