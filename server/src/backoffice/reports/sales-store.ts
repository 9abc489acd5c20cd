import { booleans, texts, timestamps } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import { ON_ANY_NODE, type OnNode } from '../../platform/db/on-node.ts';
import { readAcross } from '../../platform/db/read-across.ts';
import type { SalesGroup, SalesQuery, SalesRow, SalesSums } from './sales.ts';
import { eventsMoved, MOST_EVENTS, packagesMoved } from './sales-moves-store.ts';
import { segmentsOf } from './segments.ts';

const HOUR_MS = 3_600_000;

type Bounded = SalesQuery & { limit: number };

/** Returns packages by day (UTC) and plan. */
export async function selectSales(
  db: Queryable,
  { limit, ...query }: Bounded,
): Promise<SalesRow[]> {
  return db.rows<SalesRow>(salesByPlan({ limit, sums: await sumsOf(db, query) }));
}

/** The statement of `selectSales` on one PostgreSQL. */
export const salesOnOneNode = ({ limit, ...query }: Bounded): Sql =>
  salesByPlan({ limit, sums: costedSums(query, ON_ANY_NODE) });

function salesByPlan({ limit, sums }: { limit: number; sums: Sql }): Sql {
  return sql`
    with ${sums}
    select sums.day::text as day, sums.data_plan_id as "dataPlanId", plan.name as "planName",
      plan.carrier, ${SHOWN}
    from sums
    join data_plans as plan on plan.id = sums.data_plan_id
    group by sums.day, sums.data_plan_id, plan.id
    order by sums.day, plan.name, plan.id
    limit ${limit}`;
}

/** What a report is grouped by: the key and the name of each group. */
const GROUPED: Record<SalesGroup, readonly [key: Sql, name: Sql]> = {
  day: [sql`sums.day::text`, sql`sums.day::text`],
  data_plan: [sql`plan.id::text`, sql`plan.name`],
  country_set: [sql`plan.country_set`, sql`sold_set.name`],
  carrier: [sql`plan.carrier`, sql`plan.carrier`],
  organization: [sql`seller.id::text`, sql`seller.name`],
};

/** The sums of one group, and whether the cost of each of its packages is known. */
export type SalesGroupRow = SalesSums & { key: string; name: string; isCostKnown: boolean };

/** Returns packages by one thing; days in their order, others by their revenue. */
export async function selectSalesBy(
  db: Queryable,
  { by, limit, ...query }: Bounded & { by: SalesGroup },
): Promise<SalesGroupRow[]> {
  const [key, name] = GROUPED[by];
  return db.rows<SalesGroupRow>(sql`
    with ${await sumsOf(db, query)}
    select ${key} as key, ${name} as name, ${SHOWN}, bool_and(sums.is_cost_known) as "isCostKnown"
    from sums
    join data_plans as plan on plan.id = sums.data_plan_id
    join country_sets as sold_set on sold_set.code = plan.country_set
    join organizations as seller on seller.id = sums.organization_id
    group by 1, 2
    order by case when ${by === 'day'} then ${key} end, "revenueMinor" desc, 1
    limit ${limit}`);
}

const SHOWN = sql`sum(sums.sold)::bigint as sold, sum(sums.refunded)::bigint as refunded,
      sum(sums.from_stock)::bigint as "fromStock", sum(sums.uncosted)::bigint as "unitsWithoutCost",
      sum(sums.revenue)::bigint as "revenueMinor",
      sum(sums.stock_revenue)::bigint as "stockRevenueMinor",
      sum(sums.retail)::bigint as "retailMinor", sum(sums.cost)::bigint as "costMinor"`;

/** The sums of a range as `costedSums` has them; those of a distributed database are read first. */
async function sumsOf(db: Queryable, query: SalesQuery): Promise<Sql> {
  if (!db.isDistributed()) return costedSums(query, ON_ANY_NODE);
  const parts = await readAcross<{ rows: string | null }>(db, {
    accounts: sql`select account.id as account_id from accounts as account where ${isAsked(query)}`,
    read: (onNode) => sql`
      with ${costedSums(query, onNode)}
      select jsonb_agg(sums)::text as rows from sums`,
  });
  return sql`sums as (
      select its.organization_id, its.day, its.data_plan_id, its.sold, its.refunded,
        its.from_stock, its.revenue, its.stock_revenue, its.retail, its.uncosted, its.cost,
        its.is_cost_known
      from unnest(${texts(parts.map(({ rows }) => rows ?? '[]'))}::text[]) as part (rows)
      cross join lateral jsonb_to_recordset(part.rows::jsonb) as its (
        organization_id uuid, day date, data_plan_id uuid, sold numeric, refunded numeric,
        from_stock numeric, revenue numeric, stock_revenue numeric, retail numeric,
        uncosted numeric, cost numeric, is_cost_known boolean
      )
    )`;
}

function isAsked({ mode, organizationId }: SalesQuery): Sql {
  return sql`(${mode}::text is null or account.mode = ${mode})
        and (${organizationId}::uuid is null or account.organization_id = ${organizationId})`;
}

/**
 * The sums of a range by reseller, day (UTC) and plan, as `sums`. A package counts on the day of
 * its sale and, if refunded, is deducted on the day of its refund; one that was never delivered
 * does not count. Its cost is the cost of the plan on the day of the sale. Of an account whose sums
 * are kept it reads those, the events since, the packages of the hours that the range cuts, and the
 * refunded packages, whose cost is that of an earlier day; of any other account the packages of the
 * range.
 */
function costedSums(query: SalesQuery, onNode: OnNode): Sql {
  return sql`asked as materialized (
      select account.id as account_id, account.organization_id,
        case when log.last_sequence - progress.rolled_until <= ${MOST_EVENTS}
          then progress.rolled_until end as rolled_until
      from accounts as account
      left join event_sequences as log
        on log.account_id = account.id
        ${onNode(sql`log.account_id`)}
      left join sales_totals_progress as progress
        on progress.account_id = account.id
        ${onNode(sql`progress.account_id`)}
      where ${isAsked(query)}
        ${onNode(sql`account.id`)}
    ), summed as (
      select moved.organization_id, moved.day, item.data_plan_id, sum(moved.sold) as sold,
        sum(moved.refunded) as refunded, sum(moved.from_stock) as from_stock,
        sum(moved.wholesale_minor) as revenue, sum(moved.stock_minor) as stock_revenue,
        sum(moved.retail_minor) as retail
      from (${moved(query, onNode)}) as moved
      join inventory_items as item
        on item.account_id = moved.account_id
        and item.id = moved.inventory_item_id
        ${onNode(sql`item.account_id`)}
      group by moved.organization_id, moved.day, item.data_plan_id
    ), costed as (
      select units.organization_id, units.day, units.data_plan_id,
        sum(units.count * cost.cost_minor) as cost,
        sum(units.count) filter (where cost.cost_minor is null) as uncosted,
        bool_and(cost.cost_minor is not null) as is_cost_known
      from (
        select organization_id, day, data_plan_id, day as sold_on, sold as count
        from summed
        where sold > 0
        union all
        (${refundedUnits(query, onNode)})
      ) as units
      left join lateral (
        select cost_minor
        from plan_costs
        where plan_costs.data_plan_id = units.data_plan_id
          and plan_costs.valid_from <= units.sold_on
        order by plan_costs.valid_from desc
        limit 1
      ) as cost on true
      group by units.organization_id, units.day, units.data_plan_id
    ), sums as (
      select organization_id, day, data_plan_id, summed.sold, summed.refunded, summed.from_stock,
        summed.revenue, summed.stock_revenue, summed.retail,
        coalesce(costed.uncosted, 0) as uncosted, coalesce(costed.cost, 0) as cost,
        costed.is_cost_known
      from summed
      join costed using (organization_id, day, data_plan_id)
    )`;
}

/** The day of a moment, and sums by it; their grouping keeps each part a scan of its own index. */
const SUMS = sql`inventory_item_id, sum(sold) as sold, sum(refunded) as refunded,
          sum(from_stock) as from_stock, sum(wholesale_minor) as wholesale_minor,
          sum(stock_minor) as stock_minor, sum(retail_minor) as retail_minor`;
const COLUMNS = sql`asked.account_id, asked.organization_id, part.day, part.inventory_item_id,
          part.sold, part.refunded, part.from_stock, part.wholesale_minor, part.stock_minor,
          part.retail_minor`;

/** Packages sold and refunded, by account, day and item. */
function moved({ from, before }: SalesQuery, onNode: OnNode): Sql {
  const { kept, cut } = segmentsOf({ periods: [{ date: '', startsAt: from }], before }, 'groups');
  const cutHours = cut.map((hour) => ({
    from: hour < from ? from : hour,
    before: new Date(Math.min(hour.getTime() + HOUR_MS, before.getTime())),
    isOfSums: true,
  }));
  const spans = [...cutHours, { from, before, isOfSums: false }];
  const account = sql`asked.account_id ${onNode(sql`account_id`)}`;
  const isLater = sql`sequence > asked.rolled_until`;
  const latest = sql`order by sequence limit ${MOST_EVENTS}`;
  return sql`
        select ${COLUMNS}
        from asked
        cross join unnest(
          ${texts(kept.map(({ grain }) => grain))}::text[],
          ${timestamps(kept.map((each) => each.from))}::timestamptz[],
          ${timestamps(kept.map((each) => each.before))}::timestamptz[]
        ) as segment (grain, starts_at, ends_at)
        cross join lateral (
          select (sales_totals.starts_at at time zone 'utc')::date as day, ${SUMS}
          from sales_totals
          where sales_totals.account_id = asked.account_id
            ${onNode(sql`sales_totals.account_id`)}
            and sales_totals.grain = segment.grain
            and sales_totals.starts_at >= segment.starts_at
            and sales_totals.starts_at < segment.ends_at
          group by 1, 2
        ) as part
        where asked.rolled_until is not null
        union all
        select ${COLUMNS}
        from asked
        cross join lateral (
          select (at at time zone 'utc')::date as day, ${SUMS}
          from (${eventsMoved(account, isLater, latest)}) as move
          where at >= ${from}
            and at < ${before}
            and date_trunc('hour', at, 'UTC') <> all(${cut}::timestamptz[])
          group by 1, 2
        ) as part
        where asked.rolled_until is not null
        union all
        select ${COLUMNS}
        from asked
        join unnest(
          ${timestamps(spans.map((span) => span.from))}::timestamptz[],
          ${timestamps(spans.map((span) => span.before))}::timestamptz[],
          ${booleans(spans.map(({ isOfSums }) => isOfSums))}::boolean[]
        ) as span (starts_at, ends_at, is_of_sums)
          on span.is_of_sums = (asked.rolled_until is not null)
        cross join lateral (
          select (at at time zone 'utc')::date as day, ${SUMS}
          from (${packagesMoved(account, isInSpan)}) as move
          group by 1, 2
        ) as part`;
}

const isInSpan = (at: Sql) => sql`${at} >= span.starts_at and ${at} < span.ends_at`;

/** Refunded packages by reseller, plan, and the days of refund and sale; counts are negative. */
function refundedUnits({ from, before }: SalesQuery, onNode: OnNode): Sql {
  return sql`
        select asked.organization_id, part.day, part.data_plan_id, part.sold_on, part.count
        from asked
        cross join lateral (
          select (refunded_at at time zone 'utc')::date as day, data_plan_id,
            (sold_at at time zone 'utc')::date as sold_on, -count(*) as count
          from activated_items
          where activated_items.account_id = asked.account_id
            ${onNode(sql`activated_items.account_id`)}
            and refunded_at >= ${from}
            and refunded_at < ${before}
          group by 1, 2, 3
        ) as part`;
}
