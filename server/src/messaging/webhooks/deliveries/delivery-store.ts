import { isUuid } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../../platform/db/database.ts';
import type { ReadScope } from '../../../platform/db/scope.ts';
import {
  type Attempt,
  type Delivery,
  type DeliveryDetail,
  type DeliveryStatus,
  firstIdAt,
  madeAt,
} from './delivery.ts';

const empty = sql``;

const deliveryColumns = sql`
  id, event, url, status, created_at as "createdAt",
  case when event ~ '^[0-9a-f]{8}-' then body::jsonb ->> 'type' end as type,
  case when next_attempt_at = '-infinity' then created_at else next_attempt_at end
    as "nextAttemptAt"`;

/** Returns a delivery of the account. Refuses `delivery_not_found`. */
export async function requireDelivery(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<DeliveryDetail> {
  const delivery = isUuid(id) ? await selectDelivery(scope.db, scope.accountId, id) : undefined;
  if (delivery) return delivery;
  throw new Refusal('delivery_not_found', 'No webhook delivery has this ID.');
}

export type DeliveryFilter = { event?: string; status?: DeliveryStatus };

/** Literals and not parameters, so that the partial index of failed deliveries is used. */
const STATUS: Record<DeliveryStatus, Sql> = {
  pending: sql`and status = 'pending'`,
  delivered: sql`and status = 'delivered'`,
  failed: sql`and status = 'failed'`,
};

function andFits({ event, status }: DeliveryFilter): Sql {
  const ofEvent = event === undefined ? empty : sql`and event = ${event}`;
  return sql`${ofEvent} ${status === undefined ? empty : STATUS[status]}`;
}

/** Returns deliveries with IDs below `below`, newest first. */
export function selectDeliveries(
  db: Queryable,
  accountId: string,
  { filter, below, limit }: { filter: DeliveryFilter; below?: string; limit: number },
): Promise<Delivery[]> {
  return db.rows<Delivery>(sql`
    select ${deliveryColumns}
    from webhook_deliveries
    where account_id = ${accountId}
      and id < ${below ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}
      ${andFits(filter)}
    order by id desc
    limit ${limit}`);
}

type DetailRow = Delivery & { body: string } & Nullable<Attempt>;
type Nullable<T> = { [Field in keyof T]: T[Field] | null };

/** Returns a delivery with every attempt, oldest first, in one snapshot. */
async function selectDelivery(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<DeliveryDetail | undefined> {
  const rows = await db.rows<DetailRow>(sql`
    select ${deliveryColumns}, body, attempted_at as at, http_status as "httpStatus", error,
      duration_ms as "durationMs", response
    from webhook_deliveries d
    left join webhook_attempts a on a.account_id = d.account_id and a.delivery_id = d.id
    where d.account_id = ${accountId}
      and d.id = ${id}
      and d.created_at = ${madeAt(id)}
    order by a.number`);
  const [delivery] = rows;
  return delivery && { ...delivery, attempts: rows.flatMap(toAttempts) };
}

function toAttempts({ at, httpStatus, error, durationMs, response }: DetailRow): Attempt[] {
  if (at === null || durationMs === null || response === null) return [];
  return [{ at, httpStatus, error, durationMs, response }];
}

/** Records a test: a delivery with one attempt and no retries. */
export async function insertTest(
  tx: Tx,
  accountId: string,
  { attempt, ...test }: Pick<Delivery, 'id' | 'event' | 'url'> & { body: string; attempt: Attempt },
): Promise<void> {
  const status: DeliveryStatus = attempt.error === null ? 'delivered' : 'failed';
  await tx.run(sql`
    insert into webhook_deliveries (
      account_id, id, event, url, status, body, attempts, tries, created_at
    )
    values (${accountId}, ${test.id}, ${test.event}, ${test.url}, ${status}, ${test.body}, 1, 1,
      ${madeAt(test.id)})`);
  await tx.run(sql`
    insert into webhook_attempts (
      account_id, delivery_id, number, attempted_at, http_status, error, duration_ms, response
    )
    values (${accountId}, ${test.id}, 1, ${attempt.at}, ${attempt.httpStatus}, ${attempt.error},
      ${attempt.durationMs}, ${attempt.response})`);
}

/** Marks the pending deliveries of this endpoint failed; they can be replayed. */
export async function giveUpPending(
  tx: Tx,
  { accountId, event }: { accountId: string; event: string },
): Promise<void> {
  await tx.run(sql`
    update webhook_deliveries
    set status = 'failed', next_attempt_at = null
    where account_id = ${accountId}
      and event = ${event}
      and status = 'pending'`);
}

/** Returns whether a delivery failed or waits for a later attempt, by the clock of this moment. */
export async function isWaiting(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const row = await tx.row<{ isWaiting: boolean }>(sql`
    select status = 'failed'
      or status = 'pending' and attempts > 0 and next_attempt_at > clock_timestamp()
      as "isWaiting"
    from webhook_deliveries
    where account_id = ${accountId}
      and id = ${id}
      and created_at = ${madeAt(id)}`);
  return row?.isWaiting ?? false;
}

/** Makes a delivery pending again, unless its first attempt is still to come. */
export async function updateToPending(tx: Tx, accountId: string, id: string): Promise<void> {
  await tx.run(sql`
    update webhook_deliveries
    set status = 'pending', next_attempt_at = now(), tries = 0
    where account_id = ${accountId}
      and id = ${id}
      and created_at = ${madeAt(id)}
      and (status <> 'pending' or attempts > 0)`);
}

/**
 * Makes deliveries of an endpoint due now: those that wait for a later attempt, and those that
 * failed since `failingSince`. Returns their number.
 */
export function updateFailingToPending(
  tx: Tx,
  of: { accountId: string; event: string; failingSince: Date | null; limit: number },
): Promise<number> {
  const { accountId, event, failingSince, limit } = of;
  return tx.run(sql`
    with chosen as (
      select id, created_at
      from webhook_deliveries
      where account_id = ${accountId}
        and event = ${event}
        and (status = 'pending' and attempts > 0 and next_attempt_at > clock_timestamp()
          or status = 'failed' and created_at >= ${failingSince}::timestamptz)
      order by id
      limit ${limit}
    )
    update webhook_deliveries d
    set status = 'pending', next_attempt_at = now(), tries = 0
    from chosen
    where d.account_id = ${accountId}
      and d.id = chosen.id
      and d.created_at = chosen.created_at`);
}

export type ReplayRange = {
  filter: DeliveryFilter;
  from: Date;
  before: Date;
  limit: number;
  events: readonly string[];
};

/** Makes the oldest deliveries of these endpoints pending again; pending ones are left out. */
export function updateRangeToPending(
  tx: Tx,
  accountId: string,
  { filter, from, before, limit, events }: ReplayRange,
): Promise<{ event: string; createdAt: Date }[]> {
  return tx.rows<{ event: string; createdAt: Date }>(sql`
    with chosen as (
      select id, created_at
      from webhook_deliveries
      where account_id = ${accountId}
        and id >= ${firstIdAt(from)}
        and id < ${firstIdAt(before)}
        and created_at >= ${from}
        and created_at < ${before}
        and status <> 'pending'
        ${andFits(filter)}
        and event = any (${events}::text[])
      order by id
      limit ${limit}
    )
    update webhook_deliveries d
    set status = 'pending', next_attempt_at = now(), tries = 0
    from chosen
    where d.account_id = ${accountId}
      and d.id = chosen.id
      and d.created_at = chosen.created_at
    returning d.event, d.created_at as "createdAt"`);
}

export async function deleteDeliveries(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from webhook_attempts
    where account_id = ${accountId}`);
  await tx.run(sql`
    delete from webhook_deliveries
    where account_id = ${accountId}`);
}
