import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Database, type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { DeliveredProfile, Placed } from '../carriers/index.ts';
import type {
  CarrierOrder,
  LeasedOrder,
  NewOrder,
  OrderReason,
  SourceChoice,
} from './carrier-order.ts';

export const ORDER_COLUMNS = sql`
  carrier_orders.account_id as "accountId", carrier_orders.id,
  carrier_orders.activated_item_id as "activatedItemId",
  carrier_orders.data_plan_id as "dataPlanId", carrier_orders.carrier, carrier_orders.kind,
  carrier_orders.state, carrier_orders.item, carrier_orders.supplier_order as "supplierOrder",
  carrier_orders.iccid, carrier_orders.profile_id as "profileId",
  carrier_orders.cost_ten_thousandths as "costTenThousandths",
  carrier_orders.cost_currency as "costCurrency", carrier_orders.attempts, carrier_orders.reason,
  carrier_orders.detail, carrier_orders.created_at as "createdAt",
  carrier_orders.sent_at as "sentAt", carrier_orders.ended_at as "endedAt",
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

/**
 * Takes at most `limit` orders that are due, of any accounts, under a lease: another worker takes
 * them only when it is over.
 */
export function leaseDueOrders(
  db: Database,
  of: { carriers: readonly string[]; limit: number; lease: string; leaseMs: number },
): Promise<LeasedOrder[]> {
  return db.rows<LeasedOrder>(sql`
    update carrier_orders
    set lease = ${of.lease}, next_at = now() + ${of.leaseMs} * interval '1 millisecond'
    where (account_id, id) in (
      select account_id, id
      from carrier_orders
      where next_at <= now()
        and carrier = any(${[...of.carriers]}::text[])
      order by next_at
      limit ${of.limit}
      for no key update skip locked
    )
    returning ${ORDER_COLUMNS}, carrier_orders.lease`);
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
 * Marks a leased order sent, before it is. Returns when it was first sent; undefined, and nothing
 * may be sent, if it is no longer queued or the lease is over.
 */
export async function markSent(
  db: Queryable,
  { accountId, id, lease }: LeasedOrder,
  sending: Sending,
): Promise<Date | undefined> {
  const row = await db.row<{ sentAt: Date }>(sql`
    update carrier_orders
    set state = 'SENT', carrier = ${sending.carrier}, choices = ${jsonOf(sending.choices)}::jsonb,
      kind = ${sending.kind}, item = ${sending.item}, iccid = ${sending.iccid},
      profile_id = ${sending.profileId}, cost_ten_thousandths = ${sending.costTenThousandths},
      cost_currency = ${sending.costCurrency}, attempts = attempts + 1,
      sent_at = coalesce(sent_at, now()), detail = null
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}
      and state = 'QUEUED'
    returning sent_at as "sentAt"`);
  return row?.sentAt;
}

/**
 * Writes when a leased order is looked at again. An expired one stays expired. One that is unsent
 * becomes what it was before the call: another source may have another price, or an eSIM to top up.
 */
export async function updateAgain(
  db: Queryable,
  { accountId, id, lease, kind }: LeasedOrder,
  step: {
    state: 'QUEUED' | 'SENT' | 'UNKNOWN';
    inMs: number;
    supplierOrder: string | null;
    detail: string | null;
    asks: boolean;
    isUnsent?: boolean;
    choices?: readonly SourceChoice[];
  },
): Promise<void> {
  const { isUnsent = false, choices = [] } = step;
  const unsent = sql`
      attempts = 0, sent_at = null, kind = ${kind}, item = null, iccid = null, profile_id = null,
      cost_ten_thousandths = null, cost_currency = null,`;
  await db.run(sql`
    update carrier_orders
    set state = case when state = 'EXPIRED' then state else ${step.state} end,
      supplier_order = coalesce(${step.supplierOrder}, supplier_order),
      detail = ${step.detail}, lease = null, choices = coalesce(${jsonOf(choices)}::jsonb, choices),
      ${isUnsent ? unsent : sql``}
      next_at = now() + ${step.inMs} * interval '1 millisecond',
      asks_since = case when ${step.asks}::boolean then coalesce(asks_since, now()) end
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}`);
}

/** How an order ended, written by whoever holds its lease. */
type Ended = Pick<LeasedOrder, 'accountId' | 'id' | 'lease' | 'carrier' | 'choices'>;

/** Returns false, and changes nothing, if the lease is over. */
export async function updateDeliveredOrder(
  tx: Tx,
  { accountId, id, lease, carrier, choices }: Ended,
  {
    placed,
    spare,
    reason = null,
  }: { placed: Placed; spare: DeliveredProfile | null; reason?: 'package_failed' | null },
): Promise<boolean> {
  const { order, profile, cost } = placed;
  const updated = await tx.run(sql`
    update carrier_orders
    set state = 'DELIVERED', carrier = ${carrier}, choices = ${jsonOf(choices)}::jsonb,
      ended_at = now(), next_at = null, lease = null, asks_since = null, detail = null,
      reason = ${reason}, supplier_order = coalesce(supplier_order, ${order}),
      iccid = coalesce(${profile?.iccid ?? null}, iccid),
      profile_id = coalesce(${profile?.profileId ?? null}, profile_id),
      cost_ten_thousandths = coalesce(${cost?.tenThousandths ?? null}, cost_ten_thousandths),
      cost_currency = coalesce(${cost?.currency ?? null}, cost_currency),
      spare_profile = ${spare === null ? null : JSON.stringify(spare)}::jsonb
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}`);
  return updated === 1;
}

/** Returns false, and changes nothing, if the lease is over. */
export async function updateRefusedOrder(
  tx: Tx,
  { accountId, id, lease, carrier, choices }: Ended,
  { reason, detail }: { reason: OrderReason; detail: string },
): Promise<boolean> {
  const updated = await tx.run(sql`
    update carrier_orders
    set state = 'REFUSED', carrier = ${carrier}, choices = ${jsonOf(choices)}::jsonb,
      ended_at = now(), next_at = null, lease = null, asks_since = null,
      reason = ${reason}, detail = ${detail}
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}`);
  return updated === 1;
}

/** Returns the orders among these numbers of the carrier that belong to an order already. */
export async function selectTakenOrders(
  db: Queryable,
  carrier: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ number: string }>(sql`
    select supplier_order as number
    from carrier_orders
    where carrier = ${carrier}
      and supplier_order = any(${texts(numbers)}::text[])`);
  return new Set(rows.map((row) => row.number));
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
        select from carrier_requests as request
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
