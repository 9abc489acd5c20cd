import { newId } from '../../kernel/ids.ts';
import {
  type Database,
  type Queryable,
  type Sql,
  sql,
  type Tx,
} from '../../platform/db/database.ts';
import { lockAcross } from '../../platform/db/lock-across.ts';
import type { CarrierRequest, LeasedRequest, OpenRefunds, RequestVerb } from './carrier-request.ts';

/**
 * The supplier has still to say what becomes of a refund: it was asked for one, or may have been
 * when the answer was lost.
 */
export const IS_REFUND_OPEN = sql`
  carrier_requests.verb = 'cancel'
  and (carrier_requests.outcome = 'requested'
    or carrier_requests.state = 'UNKNOWN' and carrier_requests.outcome is null)`;

const REQUEST_COLUMNS = sql`
  carrier_requests.account_id as "accountId", carrier_requests.id,
  carrier_requests.order_id as "orderId", carrier_requests.carrier, carrier_requests.verb,
  carrier_requests.message, carrier_requests.state, carrier_requests.outcome,
  carrier_requests.supplier_request as "supplierRequest",
  carrier_requests.returned_ten_thousandths as "returnedTenThousandths",
  carrier_requests.returned_currency as "returnedCurrency", carrier_requests.detail,
  carrier_requests.created_at as "createdAt", carrier_requests.ended_at as "endedAt",
  carrier_requests.settled_at as "settledAt", carrier_requests.settled_note as "settledNote",
  coalesce(${IS_REFUND_OPEN}, false) as "isRefundOpen"`;

/**
 * Orders of an account that delivered an eSIM which was ordered and not taken from stock: some
 * order of it was sent, perhaps for another account. Each list is complete before the next one,
 * because the orders of other accounts may be on another node.
 */
const deliveredBy = (orders: Sql) => sql`
  from carrier_orders
  where ${orders}
    and state = 'DELIVERED'
    and profile_id is not null
    and (carrier, iccid) in (
      select carrier, iccid
      from carrier_orders
      where attempts > 0
        and (carrier, iccid) in (
          select carrier, iccid
          from carrier_orders
          where ${orders}
            and iccid is not null
        )
    )`;

type NewRequest = { accountId: string; verb: RequestVerb; message?: string; at: Date };

/** Keeps a request about the eSIM of an order. Returns false if the order delivered none. */
export async function insertRequestOfOrder(
  tx: Tx,
  { accountId, orderId, verb, message, at }: NewRequest & { orderId: string },
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into carrier_requests (account_id, id, order_id, carrier, verb, message, state,
      created_at, next_at)
    select account_id, ${newId()}::uuid, id, carrier, ${verb}, ${message ?? null}, 'WAITING',
      ${at}::timestamptz, now()
    ${deliveredBy(sql`account_id = ${accountId} and id = ${orderId}`)}`);
  return inserted === 1;
}

/** Keeps that a supplier is asked to cancel what it delivered for a package; nothing for others. */
export async function insertCancellation(
  tx: Tx,
  { accountId, packageId, at }: { accountId: string; packageId: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into carrier_requests (account_id, id, order_id, carrier, verb, state, created_at,
      next_at)
    select account_id, ${newId()}::uuid, id, carrier, 'cancel', 'WAITING', ${at}::timestamptz,
      now()
    ${deliveredBy(sql`account_id = ${accountId} and activated_item_id = ${packageId}`)}`);
}

/** Keeps that a supplier is asked to suspend or resume an eSIM that it delivered. */
export async function insertSuspension(
  tx: Tx,
  of: { accountId: string; carrier: string; iccid: string; verb: 'suspend' | 'resume'; at: Date },
): Promise<void> {
  const orders = sql`
    account_id = ${of.accountId} and carrier = ${of.carrier} and iccid = ${of.iccid}
      and kind = 'profile'`;
  await tx.run(sql`
    insert into carrier_requests (account_id, id, order_id, carrier, verb, state, created_at,
      next_at)
    select account_id, ${newId()}::uuid, id, carrier, ${of.verb}, 'WAITING',
      ${of.at}::timestamptz, now()
    ${deliveredBy(orders)}
    order by id desc
    limit 1`);
}

/** Returns the requests about an order, the oldest first. */
export function selectRequestsOf(
  db: Queryable,
  { accountId, orderId }: { accountId: string; orderId: string },
): Promise<CarrierRequest[]> {
  return db.rows<CarrierRequest>(sql`
    select ${REQUEST_COLUMNS}
    from carrier_requests
    where account_id = ${accountId}
      and order_id = ${orderId}
    order by id
    limit 100`);
}

/**
 * Takes at most `limit` requests that are due, of any accounts, under a lease; of an order only the
 * first that has not ended.
 */
export async function leaseDueRequests(
  db: Database,
  of: { carriers: readonly string[]; limit: number; lease: string; leaseMs: number },
): Promise<LeasedRequest[]> {
  const leased = await lockAcross(db, {
    limit: of.limit,
    due: (limit, onNode) => sql`
      select account_id, id, state
      from carrier_requests
      where next_at <= now()
        and carrier = any(${[...of.carriers]}::text[])
        and not exists (
          select 1 from carrier_requests as earlier
          where earlier.account_id = carrier_requests.account_id
            ${onNode(sql`earlier.account_id`)}
            and earlier.order_id = carrier_requests.order_id
            and earlier.ended_at is null
            and earlier.id < carrier_requests.id
        )
        ${onNode(sql`account_id`)}
      order by next_at
      limit ${limit}`,
    lock: (due, onNode) =>
      db.rows<LeasedRequest>(sql`
        with due as (${due} for no key update skip locked)
        update carrier_requests
        set state = 'ASKING', lease = ${of.lease},
          next_at = now() + ${of.leaseMs} * interval '1 millisecond'
        from due, carrier_orders as placed
        where carrier_requests.account_id = due.account_id
          and carrier_requests.id = due.id
          and placed.account_id = carrier_requests.account_id
          and placed.id = carrier_requests.order_id
          ${onNode(sql`carrier_requests.account_id`)}
          ${onNode(sql`placed.account_id`)}
        returning ${REQUEST_COLUMNS}, carrier_requests.lease, due.state = 'ASKING' as "wasAsked",
          placed.iccid, placed.profile_id as "profileId", placed.item,
          placed.cost_ten_thousandths as "costTenThousandths",
          placed.cost_currency as "costCurrency"`),
  });
  return leased.flat();
}

/**
 * Returns the item of an eSIM; undefined if it is not known. A spare eSIM was delivered without an
 * order of its own: the order that brought it has the item.
 */
export async function selectItemOf(
  db: Queryable,
  { carrier, iccid }: Pick<LeasedRequest, 'carrier' | 'iccid'>,
): Promise<string | undefined> {
  const row = await db.row<{ item: string }>(sql`
    select item
    from carrier_orders
    where carrier = ${carrier}
      and iccid = ${iccid}
      and item is not null
    limit 1`);
  return row?.item;
}

/** Writes when a leased request is made again. */
export async function updateRequestAgain(
  db: Queryable,
  { accountId, id, lease }: LeasedRequest,
  { inMs, detail }: { inMs: number; detail: string },
): Promise<void> {
  await db.run(sql`
    update carrier_requests
    set state = 'WAITING', lease = null, detail = ${detail},
      next_at = now() + ${inMs} * interval '1 millisecond'
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}`);
}

/** How a request ended. */
export type RequestEnd = {
  state: 'DONE' | 'REFUSED' | 'UNKNOWN';
  detail: string | null;
  outcome?: CarrierRequest['outcome'];
  supplierRequest?: string | null;
  returned?: { tenThousandths: bigint; currency: string } | null;
};

/** Writes how a leased request ended; nothing if the lease is over. */
export async function updateRequestEnded(
  db: Queryable,
  { accountId, id, lease }: LeasedRequest,
  { state, detail, outcome = null, supplierRequest = null, returned = null }: RequestEnd,
): Promise<void> {
  await db.run(sql`
    update carrier_requests
    set state = ${state}, detail = ${detail}, outcome = ${outcome},
      supplier_request = ${supplierRequest},
      returned_ten_thousandths = ${returned?.tenThousandths ?? null},
      returned_currency = ${returned?.currency ?? null}, lease = null, next_at = null,
      ended_at = now()
    where account_id = ${accountId}
      and id = ${id}
      and lease = ${lease}`);
}

type SettledRefund = Pick<CarrierRequest, 'accountId' | 'id'> & {
  /** Null if the supplier declined. */
  returned: { tenThousandths: bigint; currency: string } | null;
  note: string | null;
  at: Date;
};

/** Writes what a supplier decided about a refund. Returns false if that was written before. */
export async function updateRefundSettled(
  tx: Tx,
  { accountId, id, returned, note, at }: SettledRefund,
): Promise<boolean> {
  const updated = await tx.run(sql`
    update carrier_requests
    set state = 'DONE', outcome = ${returned ? 'refunded' : 'declined'},
      returned_ten_thousandths = ${returned?.tenThousandths ?? null},
      returned_currency = ${returned?.currency ?? null},
      settled_at = ${at}, settled_note = ${note}
    where account_id = ${accountId}
      and id = ${id}
      and ${IS_REFUND_OPEN}`);
  return updated === 1;
}

/**
 * Returns how many refunds of all accounts each carrier has still to decide about that it was asked
 * for before a time, with the time of the first.
 */
export function countOpenRefunds(
  db: Queryable,
  { askedBefore }: { askedBefore: Date },
): Promise<OpenRefunds[]> {
  return db.rows<OpenRefunds>(sql`
    select carrier, count(*)::integer as count, min(created_at) as since
    from carrier_requests
    where ${IS_REFUND_OPEN}
      and created_at < ${askedBefore}
    group by carrier
    order by carrier`);
}

/** Returns the packages for which orders delivered or topped up an eSIM, of any account. */
export function selectPackagesOn(
  db: Queryable,
  { carrier, iccid }: { carrier: string; iccid: string },
): Promise<{ accountId: string; packageId: string }[]> {
  return db.rows(sql`
    select account_id as "accountId", activated_item_id as "packageId"
    from carrier_orders
    where carrier = ${carrier}
      and iccid = ${iccid}
      and state = 'DELIVERED'
      and spare_profile is null`);
}
