import { auditBooks } from '../../../src/backoffice/operator/index.ts';
import { readCredits } from '../../../src/money/credits/index.ts';
import { type Database, sql } from '../../../src/platform/db/database.ts';
import { groupBy } from '../history.ts';
import type { Sale } from './sell.ts';
import { CREDITS_MINOR, type DrilledShop, WHOLESALE_MINOR } from './shops.ts';
import type { DrilledSupplier } from './suppliers.ts';

type OrderRow = {
  id: string;
  accountId: string;
  carrier: string;
  state: string;
  isEnded: boolean;
  supplierOrder: string | null;
  detail: string | null;
  packageId: string;
  packageState: string;
  key: string;
};

export type Verified = { violations: string[]; states: Map<string, number> };

/** Compares what the store says with the suppliers' books and the clients' answers. */
export async function verify(
  db: Database,
  of: { suppliers: DrilledSupplier[]; sales: readonly Sale[]; shops: readonly DrilledShop[] },
): Promise<Verified> {
  const orders = await selectOrders(db);
  const audited = await auditBooks(db);
  const violations = [
    ...orders.filter(({ isEnded }) => !isEnded).map(({ id, state }) => `${id} is still ${state}`),
    ...(await Promise.all(of.suppliers.map((one) => checkBooks(db, one, orders)))).flat(),
    ...checkSales(of.sales, orders),
    ...(await checkCredits(db, of.shops, orders)),
    ...audited.map(({ accountId, finding }) => `The audit of ${accountId} found ${finding}`),
  ];
  const states = new Map<string, number>();
  for (const { carrier, state } of orders) {
    const key = `${carrier} ${state}`;
    states.set(key, (states.get(key) ?? 0) + 1);
  }
  return { violations, states };
}

function selectOrders(db: Database): Promise<OrderRow[]> {
  return db.rows<OrderRow>(sql`
    select placed.id, placed.account_id as "accountId", placed.carrier, placed.state,
      placed.ended_at is not null as "isEnded", placed.supplier_order as "supplierOrder",
      placed.detail, item.id as "packageId", item.state as "packageState", item.metatag as key
    from carrier_orders as placed
    join activated_items as item
      on item.account_id = placed.account_id
      and item.id = placed.activated_item_id`);
}

/** What the supplier sold is each one delivered order of ours, and with a customer or spare. */
async function checkBooks(
  db: Database,
  { name, balance, books }: DrilledSupplier,
  orders: readonly OrderRow[],
): Promise<string[]> {
  const sold = books();
  const numbers = sold.orders.map(({ order }) => order);
  const own = orders.filter(
    ({ carrier, state, supplierOrder }) =>
      carrier === name && state === 'DELIVERED' && supplierOrder !== null,
  );
  const held = await db.rows<{ iccid: string }>(sql`
    select iccid from esim_profiles where carrier = ${name}
    union all
    select spare_profile ->> 'iccid' from carrier_orders
    where carrier = ${name} and spare_profile is not null`);
  const paid = sold.orders.reduce((sum, { charged }) => sum + charged, sold.balance);
  return [
    ...differences(
      `${name}, orders`,
      numbers,
      own.map((one) => one.supplierOrder ?? ''),
    ),
    ...explainUnknown(sold.orders, orders),
    ...differences(
      `${name}, eSIMs`,
      sold.orders.flatMap(({ iccids }) => iccids),
      held.map(({ iccid }) => iccid),
    ),
    ...(paid === balance ? [] : [`${name} has ${paid - balance} more than it was given`]),
  ];
}

/** Says which order of ours was sold without the store knowing, where the supplier has its name. */
function explainUnknown(
  sold: ReturnType<DrilledSupplier['books']>['orders'],
  orders: readonly OrderRow[],
): string[] {
  const known = new Set(orders.map(({ supplierOrder }) => supplierOrder));
  const byReference = new Map(orders.map((one) => [one.id.replaceAll('-', ''), one]));
  return sold
    .filter(({ order, reference }) => reference !== null && !known.has(order))
    .map(({ order, reference }) => {
      const own = byReference.get(reference ?? '');
      return `${order} was bought for ${own?.id}, which is ${own?.state}: ${own?.detail}`;
    });
}

/** Returns a sentence for each that is not on both sides, and for a side that has one twice. */
export function differences(
  of: string,
  sold: readonly string[],
  held: readonly string[],
): string[] {
  const [there, here] = [new Set(sold), new Set(held)];
  return [
    ...(there.size === sold.length ? [] : [`${of}: the supplier names one twice`]),
    ...(here.size === held.length ? [] : [`${of}: the store has one twice`]),
    ...sold.filter((one) => !here.has(one)).map((one) => `${of}: nobody knows ${one}`),
    ...held.filter((one) => !there.has(one)).map((one) => `${of}: never sold ${one}`),
  ];
}

/** A key has at most one package that did not fail, and the one that its client was told. */
export function checkSales(
  sales: readonly Pick<Sale, 'key' | 'status' | 'packageId'>[],
  orders: readonly Pick<OrderRow, 'key' | 'packageId' | 'packageState'>[],
): string[] {
  const byKey = groupBy(orders, ({ key }) => key);
  return sales.flatMap(({ key, status, packageId }) => {
    const own = byKey.get(key) ?? [];
    const live = own.filter(({ packageState }) => packageState !== 'FAILED');
    const isTold = packageId === undefined || own.some((one) => one.packageId === packageId);
    return [
      ...(live.length > 1 ? [`The sale ${key} was made ${live.length} times`] : []),
      ...(status === undefined ? [`The sale ${key} got no answer`] : []),
      ...(status === 200 && live.length === 0 ? [`The sale ${key} was lost after a 200`] : []),
      ...(isTold ? [] : [`The sale ${key} was lost`]),
      ...live
        .filter(({ packageState }) => packageState === 'PENDING')
        .map(() => `The sale ${key} is pending`),
    ];
  });
}

/** Each package that did not fail was charged once, and nothing is held. */
async function checkCredits(
  db: Database,
  shops: readonly DrilledShop[],
  orders: readonly OrderRow[],
): Promise<string[]> {
  const byAccount = groupBy(orders, ({ accountId }) => accountId);
  const wrong = await Promise.all(
    shops.map(async ({ accountId }) => {
      const { postedMinor, heldMinor } = await readCredits({ db, accountId });
      const own = byAccount.get(accountId) ?? [];
      const charged = own.filter(({ packageState }) => packageState !== 'FAILED').length;
      const expected = CREDITS_MINOR - BigInt(charged) * WHOLESALE_MINOR;
      if (postedMinor === expected && heldMinor === 0n) return [];
      return [`${accountId} has ${postedMinor} and ${heldMinor} held, not ${expected}`];
    }),
  );
  return wrong.flat();
}
