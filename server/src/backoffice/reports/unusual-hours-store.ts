import { type Queryable, sql } from '../../platform/db/database.ts';

/** An hour in which a live account sold or refunded far more than it usually does. */
export type UnusualHour = {
  accountId: string;
  organizationId: string;
  organizationName: string;
  kind: 'sales' | 'refunds';
  startsAt: Date;
  /** The packages sold or refunded in the hour. */
  count: number;
  /** The same of the busiest hour in the four weeks before. */
  usual: number;
};

/** An hour is unusual from this multiple of the busiest one before. */
const TIMES = 3;
/** Fewer packages in an hour raise no alarm, whatever is usual. */
const FEWEST = { sales: 100, refunds: 10 };

/**
 * Returns the unusual hours of all live accounts, of the hour of `now` and the one before; an
 * account has at most one for its sales and one for its refunds. Sums that are up to a minute old.
 */
export function selectUnusualHours(db: Queryable, now: Date): Promise<UnusualHour[]> {
  return db.rows<UnusualHour>(sql`
    select distinct on (account.id, moved.kind) account.id as "accountId",
      account.organization_id as "organizationId", organization.name as "organizationName",
      moved.kind, hour.starts_at as "startsAt", moved.count, moved.usual
    from accounts as account
    join organizations as organization on organization.id = account.organization_id
    join sales_totals as hour
      on hour.account_id = account.id
      and hour.grain = 'hour_of_all'
      and hour.starts_at >= date_trunc('hour', ${now}::timestamptz, 'UTC') - interval '1 hour'
    cross join lateral (
      select coalesce(max(past.sold), 0) as sold, coalesce(max(past.refunded), 0) as refunded
      from sales_totals as past
      where past.account_id = account.id
        and past.grain = 'hour_of_all'
        and past.starts_at >= hour.starts_at - interval '28 days'
        and past.starts_at < hour.starts_at
    ) as busiest
    cross join lateral (
      values
        ('sales', hour.sold, busiest.sold, ${FEWEST.sales}::integer),
        ('refunds', hour.refunded, busiest.refunded, ${FEWEST.refunds}::integer)
    ) as moved (kind, count, usual, fewest)
    where account.mode = 'live'
      and moved.count >= moved.fewest
      and moved.count >= ${TIMES}::integer * moved.usual
    order by account.id, moved.kind, moved.count desc`);
}
