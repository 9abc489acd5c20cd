import { isUuid } from '../../kernel/ids.ts';
import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierOrder, OrderState } from './carrier-order.ts';
import { deleteNumberOwner, insertNumberOwners } from './number-store.ts';
import { ORDER_COLUMNS } from './order-store.ts';
import { IS_REFUND_OPEN } from './request-store.ts';

export type OrderFilter = {
  state?: OrderState | undefined;
  carrier?: string | undefined;
  /** Only orders that wait for a person. */
  asks?: boolean | undefined;
  spare?: boolean | undefined;
  /** Only orders that a supplier delivered for no package, and whose eSIM no sale can get. */
  unused?: boolean | undefined;
  /** Only orders that were sent and have no known outcome. */
  unsettled?: boolean | undefined;
  /** Only orders with a refund that the supplier has still to decide about. */
  refundOpen?: boolean | undefined;
};

/** An order with the time since when its supplier decides about a refund, if it does. */
export type ListedOrder = CarrierOrder & { refundOpenSince: Date | null };

const REFUNDS_OPEN = sql`
  from carrier_requests
  where carrier_requests.account_id = carrier_orders.account_id
    and carrier_requests.order_id = carrier_orders.id
    and ${IS_REFUND_OPEN}`;

/** Returns orders of all accounts, the newest first, with an ID below `below`. */
export function listOrders(
  db: Queryable,
  {
    state,
    carrier,
    asks,
    spare,
    unused,
    unsettled,
    refundOpen,
    below,
    limit,
  }: OrderFilter & { below?: string; limit: number },
): Promise<ListedOrder[]> {
  const isRefundOpen = refundOpen ? sql`and exists` : sql`and not exists`;
  return db.rows<ListedOrder>(sql`
    select ${ORDER_COLUMNS},
      (select min(carrier_requests.created_at) ${REFUNDS_OPEN}) as "refundOpenSince"
    from carrier_orders
    where (${below ?? null}::uuid is null or id < ${below ?? null}::uuid)
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${carrier ?? null}::text is null or carrier = ${carrier ?? null})
      and (${asks ?? null}::boolean is null or (asks_since is not null) = ${asks ?? null})
      and (${spare ?? null}::boolean is null or (spare_profile is not null) = ${spare ?? null})
      and (${unused ?? null}::boolean is null or ${unused ?? null} =
        (reason is not null and reason in ('package_failed', 'esim_recycled')))
      and (${unsettled ?? null}::boolean is null or ${unsettled ?? null} =
        (state = 'UNKNOWN' or state = 'EXPIRED' and ended_at is null))
      ${refundOpen === undefined ? sql`` : sql`${isRefundOpen} (select ${REFUNDS_OPEN})`}
    order by id desc
    limit ${limit}`);
}

/** Returns the order with this ID, of any account. */
export async function selectOrder(db: Queryable, id: string): Promise<CarrierOrder | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<CarrierOrder>(sql`
    select ${ORDER_COLUMNS}
    from carrier_orders
    where id = ${id}`);
}

/** Whether a person may take an order: it was sent, has no outcome, and no worker has it. */
const MAY_BE_TAKEN = sql`
  ended_at is null
  and attempts > 0
  and state in ('SENT', 'UNKNOWN', 'EXPIRED')
  and (lease is null or next_at <= now())`;

/** A call has ended by then, and the carrier has made the order if it ever will. */
export const SURELY_THERE_S = 60;

/**
 * Takes an order without an outcome for a person who settles it. With a `supplierOrder` it is
 * looked for under that number at once. One that the carrier does not have (`isAbsent`) must not
 * have been sent within the last 60 seconds, because the carrier may be making it. Returns
 * undefined if it was, if it has ended, if a worker has it at this moment, or if it is looked for
 * under a number already and was not asked about since.
 */
export async function updateSettled(
  tx: Tx,
  order: Pick<CarrierOrder, 'accountId' | 'id' | 'carrier' | 'supplierOrder'>,
  {
    lease,
    supplierOrder,
    isAbsent,
  }: { lease: string; supplierOrder: string | null; isAbsent: boolean },
): Promise<(CarrierOrder & { lease: string }) | undefined> {
  const { accountId, id, carrier } = order;
  if (supplierOrder !== null) {
    await insertNumberOwners(tx, [{ accountId, carrier, number: supplierOrder }]);
  }
  const settled = await tx.row<CarrierOrder & { lease: string }>(sql`
    update carrier_orders
    set lease = ${lease}, asks_since = null, asked_at = null, next_at = now(),
      supplier_order = coalesce(${supplierOrder}, supplier_order)
    where account_id = ${accountId}
      and id = ${id}
      and ${MAY_BE_TAKEN}
      and (supplier_order is null or asks_since is not null)
      and (not ${isAbsent}::boolean
        or last_sent_at is null
        or last_sent_at < now() - ${SURELY_THERE_S} * interval '1 second')
    returning ${ORDER_COLUMNS}, carrier_orders.lease`);
  const before = order.supplierOrder;
  if (before !== null) await deleteNumberOwner(tx, { accountId, carrier, number: before });
  return settled;
}

/**
 * Makes an order that was sent and has no outcome due at once. Returns false if it has an outcome,
 * or if a worker has it at this moment.
 */
export async function updateDueNow(
  tx: Tx,
  { accountId, id }: Pick<CarrierOrder, 'accountId' | 'id'>,
): Promise<boolean> {
  const updated = await tx.run(sql`
    update carrier_orders
    set next_at = now()
    where account_id = ${accountId}
      and id = ${id}
      and ${MAY_BE_TAKEN}`);
  return updated === 1;
}

/**
 * Returns which orders of ours have these numbers or delivered these eSIMs of a carrier, by the
 * number and by the ICCID.
 */
export async function selectOwnersAt(
  db: Queryable,
  carrier: string,
  { numbers, iccids }: { numbers: readonly string[]; iccids: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await db.rows<{ id: string; number: string | null; iccid: string | null }>(sql`
    select id, supplier_order as number, case when kind = 'profile' then iccid end as iccid
    from carrier_orders
    where carrier = ${carrier}
      and (supplier_order = any(${texts(numbers)}::text[])
        or iccid = any(${texts(iccids)}::text[]) and kind = 'profile' and state = 'DELIVERED')`);
  return new Map(
    rows.flatMap(({ id, number, iccid }) =>
      [number, iccid].flatMap((key) => (key === null ? [] : [[key, id] as const])),
    ),
  );
}

/** Returns the orders that wait for a person who was not asked yet, at most 100. */
export function selectOrdersToAskAbout(db: Queryable): Promise<CarrierOrder[]> {
  return db.rows<CarrierOrder>(sql`
    select ${ORDER_COLUMNS}
    from carrier_orders
    where asks_since is not null
      and asked_at is null
    order by asks_since
    limit 100`);
}

/** Records that a person was asked. Returns false if somebody else recorded it. */
export async function updateAsked(
  tx: Tx,
  { accountId, id }: Pick<CarrierOrder, 'accountId' | 'id'>,
): Promise<boolean> {
  const updated = await tx.run(sql`
    update carrier_orders
    set asked_at = now()
    where account_id = ${accountId}
      and id = ${id}
      and asked_at is null`);
  return updated === 1;
}
