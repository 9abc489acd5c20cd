import { type Queryable, sql } from '../../platform/db/database.ts';
import type { AccountLine, AccountReportQuery } from './account-report.ts';

type Place = { accountId: string; limit: number };

/**
 * Returns an account's packages by period and grouping. A package counts in the period of its sale;
 * if refunded, it is deducted in the period of its refund. Packages that were never delivered do
 * not count. The periods are numbered by their first moments, so that the database needs to know
 * no time zone.
 */
export function selectAccountSales(
  db: Queryable,
  { accountId, limit }: Place,
  { periods, before, groupings, filter }: AccountReportQuery,
): Promise<AccountLine[]> {
  const moved = movedPackages(accountId, { starts: periods.map((each) => each.startsAt), before });
  return db.rows<AccountLine>(sql`
    with moved as (${moved}), grouped as (
      select period,
        case when ${groupings.has('item')} then inventory_item_id end as item_id,
        case when ${groupings.has('country_set')} then country_set end as country_set,
        case when ${groupings.has('sales_channel')} then sales_channel end as sales_channel,
        case when ${groupings.has('api_key')} then client_id end as client_id,
        case when ${groupings.has('metatag_prefix')} then substring(metatag, '^[^-_:/. ]*') end
          as metatag_prefix,
        is_stock, is_active, units, purchase_price_minor, retail_price_minor
      from moved
      where (${filter.inventoryItemId}::uuid is null
          or inventory_item_id = ${filter.inventoryItemId})
        and (${filter.countrySet}::text is null or country_set = ${filter.countrySet})
        and (${filter.salesChannel}::text is null or sales_channel = ${filter.salesChannel})
        and (${filter.clientId}::text is null or client_id = ${filter.clientId})
        and (${filter.metatagPrefix}::text is null
          or starts_with(lower(metatag), lower(${filter.metatagPrefix})))
    ), summed as (
      select period, item_id, country_set, sales_channel, client_id, metatag_prefix,
        count(*) filter (where units > 0) as sold,
        count(*) filter (where is_stock) as from_stock,
        count(*) filter (where is_active) as activated,
        count(*) filter (where units < 0) as refunded,
        sum(units * retail_price_minor)::bigint as retail,
        sum(units * purchase_price_minor)::bigint as wholesale,
        coalesce(sum(purchase_price_minor) filter (where units < 0), 0)::bigint as refunded_minor
      from grouped
      group by period, item_id, country_set, sales_channel, client_id, metatag_prefix
    )
    select summed.period, summed.item_id as "inventoryItemId", item.name as "itemName",
      summed.country_set as "countrySet", summed.sales_channel as "salesChannel",
      summed.client_id as "clientId", summed.metatag_prefix as "metatagPrefix", summed.sold,
      summed.from_stock as "fromStock", summed.activated, summed.refunded,
      summed.retail as "retailMinor", summed.wholesale as "wholesaleMinor",
      summed.refunded_minor as "refundedMinor"
    from summed
    left join inventory_items as item
      on item.account_id = ${accountId} and item.id = summed.item_id
    order by summed.period, item.name, summed.item_id, summed.country_set, summed.sales_channel,
      summed.client_id, summed.metatag_prefix
    limit ${limit}`);
}

/** Returns packages as they were sold, and once more as they were refunded, in numbered periods. */
function movedPackages(accountId: string, { starts, before }: { starts: Date[]; before: Date }) {
  const [from] = starts;
  return sql`
      select width_bucket(sold_at, ${starts}::timestamptz[]) as period, inventory_item_id,
        country_set, sales_channel, client_id, metatag, status = 'ACTIVATED' as is_stock,
        activated_at is not null as is_active, 1 as units, purchase_price_minor,
        retail_price_minor
      from activated_items
      where account_id = ${accountId}
        and sold_at >= ${from}
        and sold_at < ${before}
        and state not in ('PENDING', 'FAILED')
      union all
      select width_bucket(refunded_at, ${starts}::timestamptz[]), inventory_item_id, country_set,
        sales_channel, client_id, metatag, false, false, -1, purchase_price_minor,
        retail_price_minor
      from activated_items
      where account_id = ${accountId}
        and refunded_at >= ${from}
        and refunded_at < ${before}`;
}
