import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import type { RecentCall } from './health.ts';

/** Enough calls of one carrier to judge it; more are not read, however many there are. */
const MOST_CALLS = 500;

/**
 * Returns the latest calls to each of these carriers, the latest first, with the country set of the
 * plan that was ordered and the traveller's country if the call was about an order. Calls for usage
 * are left out: they are so many that those about orders would not be among the latest. So are
 * those that register notices, which fail when the carrier cannot reach the store.
 */
export function selectRecentCalls(
  db: Queryable,
  { carriers, since }: { carriers: readonly string[]; since: Date },
): Promise<RecentCall[]> {
  return db.rows<RecentCall>(sql`
    select asked.carrier, call.verb, call.outcome, call.http_status as "httpStatus",
      call.duration_ms as "durationMs", call.detail, call.called_at as "calledAt",
      plan.country_set as "countrySet",
      case
        when sold.user_country = any (covered.countries) then sold.user_country
        when cardinality(covered.countries) = 1 then covered.countries[1]
      end as country
    from unnest(${texts(carriers)}::text[]) as asked (carrier)
    cross join lateral (
      select verb, reference, outcome, http_status, duration_ms, detail, called_at
      from carrier_calls
      where carrier = asked.carrier
        and called_at > ${since}
        and verb not in ('usage', 'registerNotices')
      order by called_at desc
      limit ${MOST_CALLS}
    ) as call
    left join carrier_orders as placed
      on placed.id = case when call.reference ~ '^[0-9a-f]{32}$' then call.reference::uuid end
    left join data_plans as plan on plan.id = placed.data_plan_id
    left join country_sets as covered on covered.code = plan.country_set
    left join activated_items as sold
      on sold.account_id = placed.account_id
      and sold.id = placed.activated_item_id
    order by call.called_at desc`);
}
