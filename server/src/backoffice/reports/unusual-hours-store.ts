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
    from (
      select latest.account_id, latest.starts_at, latest.sold, latest.refunded,
        coalesce(max(past.sold), 0) as usual_sold,
        coalesce(max(past.refunded), 0) as usual_refunded
      from sales_totals as latest
      join accounts as live
        on live.id = latest.account_id
        and live.mode = 'live'
      left join sales_totals as past
        on past.account_id = latest.account_id
        and past.grain = 'hour_of_all'
        and past.starts_at >= latest.starts_at - interval '28 days'
        and past.starts_at < latest.starts_at
      where latest.grain = 'hour_of_all'
        and latest.starts_at >= date_trunc('hour', ${now}::timestamptz, 'UTC') - interval '1 hour'
      group by latest.account_id, latest.starts_at, latest.sold, latest.refunded
    ) as hour
    join accounts as account on account.id = hour.account_id
    join organizations as organization on organization.id = account.organization_id
    cross join lateral (
      values
        ('sales', hour.sold, hour.usual_sold, ${FEWEST.sales}::integer),
        ('refunds', hour.refunded, hour.usual_refunded, ${FEWEST.refunds}::integer)
    ) as moved (kind, count, usual, fewest)
    where moved.count >= moved.fewest
      and moved.count >= ${TIMES}::integer * moved.usual
    order by account.id, moved.kind, moved.count desc`);
}
