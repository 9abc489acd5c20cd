import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { SalesGroup, SalesQuery, SalesRow, SalesSums } from './sales.ts';

/**
 * Packages of a range, with their costs. A package counts on the day of its sale and, if refunded,
 * is deducted on the day of its refund; one that was never delivered does not count. Its cost is
 * the cost of the plan on the day of the sale. Reads an index of each account, so that sales write
 * nothing for reports.
 */
function costedPackages({ from, before, mode, organizationId }: SalesQuery): Sql {
  return sql`
    select account.organization_id, moved.data_plan_id,
      (moved.at at time zone 'utc')::date as day, moved.status, moved.units,
      moved.purchase_price_minor, moved.retail_price_minor, cost.cost_minor
    from accounts as account
    cross join lateral (
      select data_plan_id, sold_at, sold_at as at, status, 1 as units, purchase_price_minor,
        retail_price_minor
      from activated_items
      where activated_items.account_id = account.id
        and sold_at >= ${from}
        and sold_at < ${before}
        and state not in ('PENDING', 'FAILED')
      union all
      select data_plan_id, sold_at, refunded_at, status, -1, purchase_price_minor,
        retail_price_minor
      from activated_items
      where activated_items.account_id = account.id
        and refunded_at >= ${from}
        and refunded_at < ${before}
    ) as moved
    left join lateral (
      select cost_minor
      from plan_costs
      where plan_costs.data_plan_id = moved.data_plan_id
        and plan_costs.valid_from <= (moved.sold_at at time zone 'utc')::date
      order by plan_costs.valid_from desc
      limit 1
    ) as cost on true
    where (${mode}::text is null or account.mode = ${mode})
      and (${organizationId}::uuid is null or account.organization_id = ${organizationId})`;
}

/** Returns packages by day (UTC) and plan. */
export function selectSales(
  db: Queryable,
  { limit, ...asked }: SalesQuery & { limit: number },
): Promise<SalesRow[]> {
  return db.rows<SalesRow>(sql`
    with costed as (${costedPackages(asked)}
    ), summed as (
      select day, data_plan_id,
        count(*) filter (where units > 0) as sold,
        count(*) filter (where units < 0) as refunded,
        count(*) filter (where status = 'ACTIVATED') as from_stock,
        coalesce(sum(units) filter (where cost_minor is null), 0)::bigint as uncosted,
        sum(units * purchase_price_minor)::bigint as revenue,
        coalesce(sum(units * purchase_price_minor) filter (where status = 'ACTIVATED'), 0)::bigint
          as stock_revenue,
        sum(units * retail_price_minor)::bigint as retail,
        coalesce(sum(units * cost_minor), 0)::bigint as cost
      from costed
      group by day, data_plan_id
    )
    select summed.day::text as day, summed.data_plan_id as "dataPlanId", plan.name as "planName",
      plan.carrier, summed.sold, summed.refunded, summed.from_stock as "fromStock",
      summed.uncosted, summed.revenue as "revenueMinor",
      summed.stock_revenue as "stockRevenueMinor", summed.retail as "retailMinor",
      summed.cost as "costMinor"
    from summed
    join data_plans as plan on plan.id = summed.data_plan_id
    order by summed.day, plan.name, plan.id
    limit ${limit}`);
}

/** What a report is grouped by: the key and the name of each group. */
const GROUPED: Record<SalesGroup, readonly [key: Sql, name: Sql]> = {
  day: [sql`costed.day::text`, sql`costed.day::text`],
  data_plan: [sql`plan.id::text`, sql`plan.name`],
  country_set: [sql`plan.country_set`, sql`sold_set.name`],
  carrier: [sql`plan.carrier`, sql`plan.carrier`],
  organization: [sql`seller.id::text`, sql`seller.name`],
};

/** The sums of one group, and whether the cost of each of its packages is known. */
export type SalesGroupRow = SalesSums & { key: string; name: string; isCostKnown: boolean };

/** Returns packages by one thing; days in their order, others by their revenue. */
export function selectSalesBy(
  db: Queryable,
  { by, limit, ...asked }: SalesQuery & { by: SalesGroup; limit: number },
): Promise<SalesGroupRow[]> {
  const [key, name] = GROUPED[by];
  return db.rows<SalesGroupRow>(sql`
    with costed as (${costedPackages(asked)}
    )
    select ${key} as key, ${name} as name, count(*) filter (where units > 0) as sold,
      count(*) filter (where units < 0) as refunded,
      count(*) filter (where status = 'ACTIVATED') as "fromStock",
      coalesce(sum(units) filter (where cost_minor is null), 0)::bigint as uncosted,
      sum(units * purchase_price_minor)::bigint as "revenueMinor",
      coalesce(sum(units * purchase_price_minor) filter (where status = 'ACTIVATED'), 0)::bigint
        as "stockRevenueMinor",
      sum(units * retail_price_minor)::bigint as "retailMinor",
      coalesce(sum(units * cost_minor), 0)::bigint as "costMinor",
      bool_and(cost_minor is not null) as "isCostKnown"
    from costed
    join data_plans as plan on plan.id = costed.data_plan_id
    join country_sets as sold_set on sold_set.code = plan.country_set
    join organizations as seller on seller.id = costed.organization_id
    group by 1, 2
    order by case when ${by === 'day'} then ${key} end, "revenueMinor" desc, 1
    limit ${limit}`);
}
