import { texts, uuids } from '../../platform/db/arrays.ts';
import { type Database, type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { LeasedStockOrder, StockOrder, StockOrderState } from './stock-order.ts';

const columns = sql`
  id, carrier, batch_id as "batchId", state, iccid, matching_id as "matchingId",
  smdp_address as "smdpAddress", confirmation_code as "confirmationCode", attempts, reason,
  detail, created_at as "createdAt", ended_at as "endedAt", next_at as "nextAt",
  asks_since as "asksSince"`;

export async function insertStockOrders(
  tx: Tx,
  batch: {
    carrier: string;
    batchId: string;
    ids: readonly string[];
    /** As many as IDs; null for an order by the type alone. */
    iccids: readonly (string | null)[];
    now: Date;
  },
): Promise<void> {
  await tx.run(sql`
    insert into stock_orders (id, carrier, batch_id, state, iccid, created_at, next_at)
    select id, ${batch.carrier}, ${batch.batchId}, 'QUEUED', iccid, ${batch.now}, now()
    from unnest(${uuids(batch.ids)}::uuid[], ${texts(batch.iccids)}::text[]) as given (id, iccid)`);
}

/** How many orders of a type are on their way, and how many wait for a person. */
export type OpenOrders = { inFlight: number; asking: number };

export async function countOpenOrders(db: Queryable, carrier: string): Promise<OpenOrders> {
  const row = await db.row<OpenOrders>(sql`
    select (count(*) filter (where asks_since is null))::int as "inFlight",
      (count(*) filter (where asks_since is not null))::int as asking
    from stock_orders
    where carrier = ${carrier}
      and ended_at is null`);
  return row ?? { inFlight: 0, asking: 0 };
}

/** Takes at most `limit` due orders of these carriers under a lease. */
export function leaseDueStockOrders(
  db: Database,
  of: { carriers: readonly string[]; limit: number; lease: string; leaseMs: number },
): Promise<LeasedStockOrder[]> {
  return db.rows<LeasedStockOrder>(sql`
    update stock_orders
    set lease = ${of.lease}, next_at = now() + ${of.leaseMs} * interval '1 millisecond'
    where id in (
      select id
      from stock_orders
      where carrier = any(${texts(of.carriers)}::text[])
        and next_at <= now()
      order by next_at, id
      limit ${of.limit}
      for no key update skip locked
    )
    returning ${columns}, lease`);
}

/** Returns whether any order of these carriers is due. */
export async function hasDueStockOrders(db: Queryable, carriers: readonly string[]) {
  const row = await db.row(sql`
    select id
    from stock_orders
    where carrier = any(${texts(carriers)}::text[])
      and next_at <= now()
    limit 1`);
  return row !== undefined;
}

type Held = Pick<LeasedStockOrder, 'id' | 'lease'>;

/** Marks a leased order before its call. Returns false, and nothing may be sent, if it is over. */
export async function markCalling(
  db: Queryable,
  { id, lease }: Held,
  called: { state: StockOrderState; matchingId: string | null; confirmationCode: string | null },
): Promise<boolean> {
  const marked = await db.run(sql`
    update stock_orders
    set state = ${called.state}, matching_id = ${called.matchingId},
      confirmation_code = ${called.confirmationCode}, attempts = attempts + 1
    where id = ${id}
      and lease = ${lease}`);
  return marked === 1;
}

/** Locks a leased order. Returns false if the lease is over. */
export async function lockHeld(tx: Tx, { id, lease }: Held): Promise<boolean> {
  const row = await tx.row(sql`
    select id
    from stock_orders
    where id = ${id}
      and lease = ${lease}
    for no key update`);
  return row !== undefined;
}

/** What becomes of a leased order that has not ended. */
export type Ahead = Pick<
  StockOrder,
  'iccid' | 'matchingId' | 'smdpAddress' | 'reason' | 'detail'
> & {
  state: StockOrderState;
  /** Until a worker looks at it again; null if only a person can go on. */
  inMs: number | null;
  asks: boolean;
  attempts: number;
};

export async function updateAhead(
  db: Queryable,
  { id, lease }: Held,
  ahead: Ahead,
): Promise<boolean> {
  const updated = await db.run(sql`
    update stock_orders
    set state = ${ahead.state}, iccid = ${ahead.iccid}, matching_id = ${ahead.matchingId},
      smdp_address = ${ahead.smdpAddress}, attempts = ${ahead.attempts}, reason = ${ahead.reason},
      detail = ${ahead.detail}, lease = null,
      next_at = now() + ${ahead.inMs}::double precision * interval '1 millisecond',
      asks_since = case when ${ahead.asks}::boolean then coalesce(asks_since, now()) end
    where id = ${id}
      and lease = ${lease}`);
  return updated === 1;
}

/** Ends a leased order. Returns false, and changes nothing, if the lease is over. */
export async function updateEnded(
  tx: Tx,
  { id, lease }: Held,
  ended: Pick<StockOrder, 'iccid' | 'matchingId' | 'smdpAddress' | 'reason' | 'detail'> & {
    state: 'STOCKED' | 'REFUSED';
  },
): Promise<boolean> {
  const updated = await tx.run(sql`
    update stock_orders
    set state = ${ended.state}, iccid = ${ended.iccid}, matching_id = ${ended.matchingId},
      smdp_address = ${ended.smdpAddress}, reason = ${ended.reason}, detail = ${ended.detail},
      confirmation_code = null, ended_at = now(), next_at = null, lease = null, asks_since = null
    where id = ${id}
      and lease = ${lease}`);
  return updated === 1;
}

/** Lets orders of a type that were not sent wait, because the SM-DP+ refuses the type. */
export async function postponeQueued(
  db: Queryable,
  {
    carrier,
    inMs,
    reason,
    detail,
  }: Pick<StockOrder, 'carrier' | 'reason' | 'detail'> & { inMs: number },
): Promise<void> {
  await db.run(sql`
    update stock_orders
    set next_at = now() + ${inMs} * interval '1 millisecond', reason = ${reason},
      detail = ${detail}
    where carrier = ${carrier}
      and state = 'QUEUED'
      and ended_at is null
      and lease is null`);
}

/** Makes open orders of these carriers due at once, because the settings were changed. */
export async function hurryStockOrders(tx: Tx, carriers: readonly string[]): Promise<void> {
  await tx.run(sql`
    update stock_orders
    set next_at = now()
    where carrier = any(${texts(carriers)}::text[])
      and next_at > now()
      and lease is null`);
}

/** Deletes orders of a type that were never sent. */
export async function deleteUnsent(tx: Tx, carrier: string): Promise<void> {
  await tx.run(sql`
    delete from stock_orders
    where carrier = ${carrier}
      and state = 'QUEUED'
      and attempts = 0
      and matching_id is null
      and lease is null`);
}

/** The open orders of a carrier, and why the latest of those that wait does so. */
export type OpenSummary = OpenOrders & {
  carrier: string;
  refused: number;
  reason: string | null;
  detail: string | null;
  asksSince: Date | null;
};

/** Returns the summary of each carrier that has open orders. */
export function summarizeOpenOrders(db: Queryable): Promise<OpenSummary[]> {
  return db.rows<OpenSummary>(sql`
    select carrier, (count(*) filter (where asks_since is null))::int as "inFlight",
      (count(*) filter (where asks_since is not null))::int as asking,
      (count(*) filter (where reason is not null))::int as refused,
      (array_agg(reason order by next_at) filter (where reason is not null))[1] as reason,
      (array_agg(detail order by next_at) filter (where reason is not null))[1] as detail,
      min(asks_since) as "asksSince"
    from stock_orders
    where ended_at is null
    group by carrier`);
}

export type StockOrderFilter = {
  state?: StockOrderState | undefined;
  carrier?: string | undefined;
  /** Only orders that wait for a person, or none. */
  asks?: boolean | undefined;
};

/** Returns orders, the newest first, with an ID below `below`. */
export function listStockOrders(
  db: Queryable,
  { state, carrier, asks, below, limit }: StockOrderFilter & { below?: string; limit: number },
): Promise<StockOrder[]> {
  return db.rows<StockOrder>(sql`
    select ${columns}
    from stock_orders
    where (${below ?? null}::uuid is null or id < ${below ?? null}::uuid)
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${carrier ?? null}::text is null or carrier = ${carrier ?? null})
      and (${asks ?? null}::boolean is null or (asks_since is not null) = ${asks ?? null})
    order by id desc
    limit ${limit}`);
}

export function selectStockOrder(db: Queryable, id: string): Promise<StockOrder | undefined> {
  return db.row<StockOrder>(sql`
    select ${columns}
    from stock_orders
    where id = ${id}`);
}

/**
 * Settles an order that waits for a person: with an ICCID it goes on as ordered, without one it has
 * ended. Returns false if it waits for nobody.
 */
export async function updateSettledStockOrder(
  tx: Tx,
  { id, iccid, detail }: { id: string; iccid: string | null; detail: string },
): Promise<boolean> {
  const isPlaced = iccid !== null;
  const settled = await tx.run(sql`
    update stock_orders
    set state = ${isPlaced ? 'ORDERED' : 'REFUSED'}, iccid = coalesce(${iccid}, iccid),
      reason = ${isPlaced ? null : 'not_placed'}, detail = ${detail}, attempts = 0, lease = null,
      asks_since = null, next_at = case when ${isPlaced}::boolean then now() end,
      ended_at = case when not ${isPlaced}::boolean then now() end
    where id = ${id}
      and ended_at is null
      and asks_since is not null`);
  return settled === 1;
}
