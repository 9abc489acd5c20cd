import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierOrder, NewOrder } from './carrier-order.ts';

export const ORDER_COLUMNS = sql`
  carrier_orders.account_id as "accountId", carrier_orders.id,
  carrier_orders.activated_item_id as "activatedItemId",
  carrier_orders.data_plan_id as "dataPlanId", carrier_orders.carrier, carrier_orders.kind,
  carrier_orders.state, carrier_orders.item, carrier_orders.supplier_order as "supplierOrder",
  carrier_orders.iccid, carrier_orders.profile_id as "profileId",
  carrier_orders.cost_ten_thousandths as "costTenThousandths",
  carrier_orders.cost_currency as "costCurrency", carrier_orders.attempts, carrier_orders.reason,
  carrier_orders.detail, carrier_orders.created_at as "createdAt",
  carrier_orders.sent_at as "sentAt", carrier_orders.last_sent_at as "lastSentAt",
  carrier_orders.ended_at as "endedAt",
  carrier_orders.next_at as "nextAt", carrier_orders.asks_since as "asksSince",
  carrier_orders.spare_profile is not null as "isSpare",
  coalesce(carrier_orders.choices, '[]') as choices`;

/** Inserts the orders of sales of any accounts; they are due at once. */
export async function insertOrders(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  await tx.run(sql`
    insert into carrier_orders (account_id, id, activated_item_id, data_plan_id, carrier, kind,
      state, created_at, next_at)
    select account_id, id, activated_item_id, data_plan_id, carrier, kind, 'QUEUED', created_at,
      now()
    from unnest(
      ${uuids(orders.map((order) => order.accountId))}::uuid[],
      ${uuids(orders.map((order) => order.id))}::uuid[],
      ${uuids(orders.map((order) => order.activatedItemId))}::uuid[],
      ${uuids(orders.map((order) => order.dataPlanId))}::uuid[],
      ${texts(orders.map((order) => order.carrier))}::text[],
      ${texts(orders.map((order) => order.kind))}::text[],
      ${timestamps(orders.map((order) => order.createdAt))}::timestamptz[]
    ) as given (account_id, id, activated_item_id, data_plan_id, carrier, kind, created_at)`);
}

/** Returns the eSIMs among these that the carrier delivered for an order already. */
export async function selectTakenIccids(
  db: Queryable,
  carrier: string,
  iccids: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ iccid: string }>(sql`
    select iccid
    from carrier_orders
    where carrier = ${carrier}
      and iccid = any(${texts(iccids)}::text[])
      and kind = 'profile'
      and state = 'DELIVERED'`);
  return new Set(rows.map((row) => row.iccid));
}

/**
 * Returns when the first of the other orders of the item was sent that are being sent now: their
 * answers are still to come, and what the carrier shows may be theirs. Undefined if there are none.
 * An expired order counts until it was looked for once, which gives it a detail.
 */
export async function selectOtherInFlight(
  db: Queryable,
  { accountId, id, carrier, item }: Pick<CarrierOrder, 'accountId' | 'id' | 'carrier' | 'item'>,
): Promise<Date | undefined> {
  const row = await db.row<{ sentAt: Date | null }>(sql`
    select min(sent_at) as "sentAt"
    from carrier_orders
    where carrier = ${carrier}
      and item = ${item}
      and (state = 'SENT' or state = 'EXPIRED' and detail is null)
      and supplier_order is null
      and lease is not null
      and next_at > now()
      and (account_id, id) <> (${accountId}, ${id}::uuid)`);
  return row?.sentAt ?? undefined;
}

/** Returns the newest order of a package. */
export function selectOrderOf(db: Queryable, accountId: string, packageId: string) {
  return db.row<CarrierOrder>(sql`
    select ${ORDER_COLUMNS}
    from carrier_orders
    where account_id = ${accountId}
      and activated_item_id = ${packageId}
    order by id desc
    limit 1`);
}

/**
 * Returns the carrier's own ID of an eSIM that was ordered for this account and is not to be
 * cancelled.
 */
export async function selectProfileId(
  db: Queryable,
  { accountId, carrier, iccid }: { accountId: string; carrier: string; iccid: string },
): Promise<string | undefined> {
  const row = await db.row<{ profileId: string }>(sql`
    select profile_id as "profileId"
    from carrier_orders
    where account_id = ${accountId}
      and carrier = ${carrier}
      and iccid = ${iccid}
      and kind = 'profile'
      and state = 'DELIVERED'
      and profile_id is not null
      and not exists (
        select 1 from carrier_requests as request
        where request.account_id = carrier_orders.account_id
          and request.order_id = carrier_orders.id
          and request.verb = 'cancel'
          and request.state <> 'REFUSED'
      )
    order by id desc
    limit 1`);
  return row?.profileId;
}

/**
 * Makes orders that wait for their carrier due, because a notice of the carrier names one by its
 * number or by our reference. Returns how many.
 */
export function nudgeOrders(
  db: Queryable,
  of: { carrier: string; order: string | null; reference: string | null },
): Promise<number> {
  const id = of.reference !== null && /^[0-9a-f]{32}$/.test(of.reference) ? of.reference : null;
  return db.run(sql`
    update carrier_orders
    set next_at = now()
    where carrier = ${of.carrier}
      and (supplier_order = ${of.order} or id = ${id}::uuid)
      and lease is null
      and next_at > now()
      and state in ('SENT', 'UNKNOWN', 'EXPIRED')`);
}
