import { bigints, booleans, texts, uuids } from '../../platform/db/arrays.ts';
import { type Database, type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { fromNow } from '../../platform/db/from-now.ts';
import { lockAcross } from '../../platform/db/lock-across.ts';
import type { DeliveredProfile, Placed } from '../carriers/index.ts';
import type { CarrierOrder, LeasedOrder, OrderReason } from './carrier-order.ts';
import type { OrderStep } from './next-step.ts';
import { deleteNumberOwner, insertNumberOwners, type NumberOwner } from './number-store.ts';
import { ORDER_COLUMNS } from './order-store.ts';

/**
 * Takes at most `limit` orders that are due, of any accounts, under a lease: another worker takes
 * them only when it is over.
 */
export async function leaseDueOrders(
  db: Database,
  of: { carriers: readonly string[]; limit: number; lease: string; leaseMs: number },
): Promise<LeasedOrder[]> {
  const leased = await lockAcross(db, {
    limit: of.limit,
    due: (limit, onNode) => sql`
      select account_id, id
      from carrier_orders
      where next_at <= now()
        and carrier = any(${[...of.carriers]}::text[])
        ${onNode(sql`account_id`)}
      order by next_at
      limit ${limit}`,
    lock: (due, onNode) =>
      db.rows<LeasedOrder>(sql`
        update carrier_orders
        set lease = ${of.lease}, next_at = now() + ${of.leaseMs} * interval '1 millisecond'
        where (account_id, id) in (${due} for no key update skip locked)
          ${onNode(sql`account_id`)}
        returning ${ORDER_COLUMNS}, carrier_orders.lease`),
  });
  return leased.flat();
}

/** What is sent where: the item, the expected price, and the eSIM that is topped up. */
export type Sending = Pick<
  CarrierOrder,
  | 'carrier'
  | 'kind'
  | 'item'
  | 'iccid'
  | 'profileId'
  | 'costTenThousandths'
  | 'costCurrency'
  | 'choices'
>;

/** Returns the choices for their column; null if there are none. */
function jsonOf(choices: CarrierOrder['choices']): string | null {
  return choices.length === 0 ? null : JSON.stringify(choices);
}

/**
 * Marks leased orders sent, before they are. Returns when each was first sent; undefined, and
 * nothing may be sent, for one that is no longer queued or whose lease is over.
 */
export async function markSent(
  db: Queryable,
  orders: readonly { order: LeasedOrder; sending: Sending }[],
): Promise<(Date | undefined)[]> {
  const sendings = orders.map(({ sending }) => sending);
  const rows = await db.rows<{ id: string; sentAt: Date }>(sql`
    update carrier_orders as placed
    set state = 'SENT', carrier = sent.carrier, choices = sent.choices::jsonb, kind = sent.kind,
      item = sent.item, iccid = sent.iccid, profile_id = sent.profile_id,
      cost_ten_thousandths = sent.cost_ten_thousandths, cost_currency = sent.cost_currency,
      attempts = attempts + 1, sent_at = least(sent_at, now()), last_sent_at = now(),
      detail = null
    from unnest(
      ${uuids(orders.map(({ order }) => order.accountId))}::uuid[],
      ${uuids(orders.map(({ order }) => order.id))}::uuid[],
      ${uuids(orders.map(({ order }) => order.lease))}::uuid[],
      ${texts(sendings.map((one) => one.carrier))}::text[],
      ${texts(sendings.map((one) => jsonOf(one.choices)))}::text[],
      ${texts(sendings.map((one) => one.kind))}::text[],
      ${texts(sendings.map((one) => one.item))}::text[],
      ${texts(sendings.map((one) => one.iccid))}::text[],
      ${texts(sendings.map((one) => one.profileId))}::text[],
      ${bigints(sendings.map((one) => one.costTenThousandths))}::bigint[],
      ${texts(sendings.map((one) => one.costCurrency))}::text[]
    ) as sent (account_id, id, lease, carrier, choices, kind, item, iccid, profile_id,
      cost_ten_thousandths, cost_currency)
    where placed.account_id = sent.account_id
      and placed.id = sent.id
      and placed.lease = sent.lease
      and placed.state = 'QUEUED'
    returning placed.id, placed.sent_at as "sentAt"`);
  const sentAt = new Map(rows.map((row) => [row.id, row.sentAt]));
  return orders.map(({ order }) => sentAt.get(order.id));
}

function ownerOf({ accountId, carrier }: LeasedOrder, number: string | null): NumberOwner[] {
  return number === null ? [] : [{ accountId, carrier, number }];
}

type Again = Extract<OrderStep, { step: 'again' }>;

/**
 * Writes when leased orders are looked at again. An expired one stays expired. One that is unsent
 * becomes what it was before the call: another source may have another price, or an eSIM to top up.
 */
export async function updateAgain(
  tx: Tx,
  orders: readonly { order: LeasedOrder; step: Again }[],
): Promise<void> {
  const steps = orders.map(({ step }) => step);
  const owners = orders.flatMap(({ order, step }) => ownerOf(order, step.supplierOrder));
  await insertNumberOwners(tx, owners);
  const updated = await tx.run(sql`
    update carrier_orders as placed
    set state = case when placed.state = 'EXPIRED' then placed.state else next.state end,
      supplier_order = coalesce(next.supplier_order, placed.supplier_order),
      detail = next.detail, lease = null,
      choices = coalesce(next.choices::jsonb, placed.choices),
      attempts = case when next.is_unsent then 0 else attempts end,
      sent_at = case when next.is_unsent then null else sent_at end,
      last_sent_at = case when next.is_unsent then null else last_sent_at end,
      kind = case when next.is_unsent then next.kind else placed.kind end,
      item = case when next.is_unsent then null else item end,
      iccid = case when next.is_unsent then null else iccid end,
      profile_id = case when next.is_unsent then null else profile_id end,
      cost_ten_thousandths = case when next.is_unsent then null else cost_ten_thousandths end,
      cost_currency = case when next.is_unsent then null else cost_currency end,
      next_at = ${fromNow(sql`next.in_ms / 1000.0`)},
      asks_since = case when next.asks then least(asks_since, moment.at) end
    from unnest(
      ${uuids(orders.map(({ order }) => order.accountId))}::uuid[],
      ${uuids(orders.map(({ order }) => order.id))}::uuid[],
      ${uuids(orders.map(({ order }) => order.lease))}::uuid[],
      ${texts(orders.map(({ order }) => order.kind))}::text[],
      ${texts(steps.map((step) => step.state))}::text[],
      ${bigints(steps.map((step) => BigInt(Math.round(step.inMs))))}::bigint[],
      ${texts(steps.map((step) => step.supplierOrder))}::text[],
      ${texts(steps.map((step) => step.detail))}::text[],
      ${booleans(steps.map((step) => step.asks))}::boolean[],
      ${booleans(steps.map((step) => step.isUnsent ?? false))}::boolean[],
      ${texts(steps.map((step) => jsonOf(step.choices ?? [])))}::text[]
    ) as next (account_id, id, lease, kind, state, in_ms, supplier_order, detail, asks, is_unsent,
      choices)
    cross join (select now() as at) as moment
    where placed.account_id = next.account_id
      and placed.id = next.id
      and placed.lease = next.lease`);
  // A number that was not written, because a lease was over, is free for the order that has it.
  if (updated < orders.length) for (const owner of owners) await deleteNumberOwner(tx, owner);
}

/** An order that its carrier has delivered; `spare` is the eSIM if its package had failed. */
export type DeliveredOrder = {
  /** As whoever holds its lease has it. */
  order: LeasedOrder;
  placed: Placed;
  spare: DeliveredProfile | null;
  reason: 'package_failed' | null;
};

/** Returns false, and some are not written, if the lease of any of them is over. */
export async function updateDeliveredOrders(
  tx: Tx,
  orders: readonly DeliveredOrder[],
): Promise<boolean> {
  await insertNumberOwners(
    tx,
    orders.flatMap(({ order, placed }) => ownerOf(order, order.supplierOrder ?? placed.order)),
  );
  const updated = await tx.run(sql`
    update carrier_orders as placed
    set state = 'DELIVERED', carrier = delivered.carrier, choices = delivered.choices::jsonb,
      ended_at = now(), next_at = null, lease = null, asks_since = null, detail = null,
      reason = delivered.reason,
      supplier_order = coalesce(placed.supplier_order, delivered.supplier_order),
      iccid = coalesce(delivered.iccid, placed.iccid),
      profile_id = coalesce(delivered.profile_id, placed.profile_id),
      cost_ten_thousandths =
        coalesce(delivered.cost_ten_thousandths, placed.cost_ten_thousandths),
      cost_currency = coalesce(delivered.cost_currency, placed.cost_currency),
      spare_profile = delivered.spare_profile::jsonb
    from unnest(
      ${uuids(orders.map(({ order }) => order.accountId))}::uuid[],
      ${uuids(orders.map(({ order }) => order.id))}::uuid[],
      ${uuids(orders.map(({ order }) => order.lease))}::uuid[],
      ${texts(orders.map(({ order }) => order.carrier))}::text[],
      ${texts(orders.map(({ order }) => jsonOf(order.choices)))}::text[],
      ${texts(orders.map((one) => one.reason))}::text[],
      ${texts(orders.map(({ placed }) => placed.order))}::text[],
      ${texts(orders.map(({ placed }) => placed.profile?.iccid ?? null))}::text[],
      ${texts(orders.map(({ placed }) => placed.profile?.profileId ?? null))}::text[],
      ${bigints(orders.map(({ placed }) => placed.cost?.tenThousandths ?? null))}::bigint[],
      ${texts(orders.map(({ placed }) => placed.cost?.currency ?? null))}::text[],
      ${texts(orders.map(({ spare }) => spare && JSON.stringify(spare)))}::text[]
    ) as delivered (account_id, id, lease, carrier, choices, reason, supplier_order, iccid,
      profile_id, cost_ten_thousandths, cost_currency, spare_profile)
    where placed.account_id = delivered.account_id
      and placed.id = delivered.id
      and placed.lease = delivered.lease`);
  return updated === orders.length;
}

/** Returns false, and changes nothing, if the lease is over. */
export async function updateRefusedOrder(
  tx: Tx,
  order: LeasedOrder,
  { reason, detail }: { reason: OrderReason; detail: string },
): Promise<boolean> {
  const { accountId, id, lease, carrier, choices, supplierOrder } = order;
  await insertNumberOwners(tx, ownerOf(order, supplierOrder));
  const updated = await tx.run(sql`
    update carrier_orders
    set state = 'REFUSED', carrier = ${carrier}, choices = ${jsonOf(choices)}::jsonb,
      supplier_order = coalesce(supplier_order, ${supplierOrder}),
      ended_at = now(), next_at = null, lease = null, asks_since = null,
      reason = ${reason}, detail = ${detail}
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}`);
  return updated === 1;
}
