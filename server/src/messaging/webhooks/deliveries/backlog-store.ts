import { type Queryable, sql } from '../../../platform/db/database.ts';

export type DeliveryBacklog = {
  pending: number;
  oldestSeconds: number;
  failingEndpoints: number;
  disabledEndpoints: number;
};

/** Returns how many deliveries are pending, since when, and how many endpoints do not receive. */
export async function readDeliveryBacklog(db: Queryable): Promise<DeliveryBacklog | undefined> {
  return await db.row<DeliveryBacklog>(sql`
    select
      (select count(*) from webhook_deliveries where status = 'pending')::int as pending,
      coalesce((
        select extract(epoch from now() - min(created_at))
        from webhook_deliveries
        where status = 'pending'
      ), 0)::float8 as "oldestSeconds",
      (
        select count(*) from webhook_endpoints where enabled and failing_since is not null
      )::int as "failingEndpoints",
      (
        select count(*) from webhook_endpoints where disabled_at is not null
      )::int as "disabledEndpoints"`);
}
