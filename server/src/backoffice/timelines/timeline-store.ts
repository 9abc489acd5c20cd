import { sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';

type Account = Pick<ReadScope, 'db' | 'accountId'>;

/** The newest rows that are read of each kind. */
const MAX_READ = 1_000;

export type EventRow = { id: string; type: string; body: Record<string, unknown>; createdAt: Date };

/** Returns the alerts about a customer and what happened to its eSIMs, the newest first. */
export function selectEventsOf(
  { db, accountId }: Account,
  of: { customerId: string; iccids: readonly string[] },
): Promise<EventRow[]> {
  return db.rows<EventRow>(sql`
    select id, type, body, created_at as "createdAt"
    from (
      (
        select sequence, id, type, body, created_at
        from events
        where account_id = ${accountId}
          and body ->> 'uid' = ${of.customerId}
          and type in ('balance.low', 'package.expiring', 'package.expired', 'package.depleted',
            'package.day_used_up', 'package.throttled', 'package.failed', 'package.delivered')
        order by sequence desc
        limit ${MAX_READ}
      )
      union all
      (
        select sequence, id, type, body, created_at
        from events
        where account_id = ${accountId}
          and body ->> 'iccid' = any(${[...of.iccids]}::text[])
          and type in ('esim.status_changed', 'esim.replaced')
        order by sequence desc
        limit ${MAX_READ}
      )
    ) as found
    order by sequence desc`);
}

export type DeliveryRow = {
  id: string;
  event: string;
  url: string;
  status: string;
  attempts: number;
  createdAt: Date;
};

/** Returns the webhook deliveries about a customer and its eSIMs, the newest first. */
export function selectDeliveriesOf(
  { db, accountId }: Account,
  orderKeys: readonly string[],
): Promise<DeliveryRow[]> {
  return db.rows<DeliveryRow>(sql`
    select id, event, url, status, attempts, created_at as "createdAt"
    from webhook_deliveries
    where account_id = ${accountId}
      and order_key = any(${[...orderKeys]}::text[])
    order by id desc
    limit ${MAX_READ}`);
}

export type TicketRow = {
  id: string;
  number: bigint;
  subject: string;
  status: string;
  createdAt: Date;
};

/** Returns the tickets about these packages and eSIMs, the newest first. */
export function selectTicketsOf(
  { db, accountId }: Account,
  of: { packageIds: readonly string[]; iccids: readonly string[] },
): Promise<TicketRow[]> {
  return db.rows<TicketRow>(sql`
    select id, number, subject, status, created_at as "createdAt"
    from tickets
    where account_id = ${accountId}
      and (
        activated_item_id = any(${[...of.packageIds]}::uuid[])
        or iccid = any(${[...of.iccids]}::text[])
      )
    order by created_at desc, id
    limit ${MAX_READ}`);
}
