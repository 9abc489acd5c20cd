import { integers, texts, timestamps } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { AccountLine, AccountReportQuery, Grouping } from './account-report.ts';
import { eventsMoved, MOST_EVENTS, packagesMoved } from './sales-moves-store.ts';
import { selectProgress } from './sales-totals-store.ts';
import { type Detail, segmentsOf } from './segments.ts';

type Place = { accountId: string; limit: number };

/** A prefix that kept metatags can be compared with: nothing follows its first separator. */
const KEPT_PREFIX = /^[^-_:/. ]*[-_:/. ]?$/;

/**
 * Returns an account's packages by period and grouping. A package counts in the period of its sale;
 * if refunded, it is deducted in the period of its refund. Packages that were never delivered do
 * not count. Reads the sums that `rollUpSales` keeps together with the events since, in one
 * snapshot; without sums, and for a prefix longer than theirs, the packages. The periods are
 * numbered by their first moments, so that the database needs to know no time zone.
 */
export async function selectAccountSales(
  db: Queryable,
  { accountId, limit }: Place,
  query: AccountReportQuery,
): Promise<AccountLine[]> {
  const progress = await selectProgress(db, accountId);
  const isKept = KEPT_PREFIX.test(query.filter.metatagPrefix ?? '');
  const moved =
    progress && progress.left <= MOST_EVENTS && isKept
      ? movedByTotals({ accountId, ...progress }, query)
      : movedByPackages(accountId, query);
  return db.rows<AccountLine>(sql`
    with moved as (${moved}), summed as (
      select period, item_id, country_set, sales_channel, client_id, metatag_prefix, ${SUMS}
      from moved
      group by period, item_id, country_set, sales_channel, client_id, metatag_prefix
    )
    select summed.period, summed.item_id as "inventoryItemId", item.name as "itemName",
      summed.country_set as "countrySet", summed.sales_channel as "salesChannel",
      summed.client_id as "clientId", summed.metatag_prefix as "metatagPrefix", summed.sold,
      summed.from_stock as "fromStock", summed.activated, summed.refunded,
      summed.retail_minor as "retailMinor", summed.wholesale_minor as "wholesaleMinor",
      summed.refunded_minor as "refundedMinor"
    from summed
    left join inventory_items as item
      on item.account_id = ${accountId} and item.id = summed.item_id
    order by summed.period, item.name, summed.item_id, summed.country_set, summed.sales_channel,
      summed.client_id, summed.metatag_prefix
    limit ${limit}`);
}

const SUMMED = sql`sold, from_stock, activated, refunded, retail_minor, wholesale_minor,
        refunded_minor`;
const SUMS = sql`sum(sold)::bigint as sold, sum(from_stock)::bigint as from_stock,
        sum(activated)::bigint as activated, sum(refunded)::bigint as refunded,
        sum(retail_minor)::bigint as retail_minor, sum(wholesale_minor)::bigint as wholesale_minor,
        sum(refunded_minor)::bigint as refunded_minor`;

const LINE = sql`item_id, country_set, sales_channel, client_id, metatag_prefix, ${SUMMED}`;

/** The columns that the report groups by, under the same names in every source. */
function groupsOf({ groupings }: AccountReportQuery): Sql {
  const pick = (name: Grouping, column: Sql) => (groupings.has(name) ? column : sql`null`);
  return sql`${pick('item', sql`inventory_item_id`)}::uuid as item_id,
        ${pick('country_set', sql`country_set`)}::text as country_set,
        ${pick('sales_channel', sql`sales_channel`)}::text as sales_channel,
        ${pick('api_key', sql`client_id`)}::text as client_id,
        ${pick('metatag_prefix', sql`substring(metatag, '^[^-_:/. ]*')`)}::text as metatag_prefix`;
}

function passes({ filter }: AccountReportQuery): Sql {
  return sql`(${filter.inventoryItemId}::uuid is null
          or inventory_item_id = ${filter.inventoryItemId})
        and (${filter.countrySet}::text is null or country_set = ${filter.countrySet})
        and (${filter.salesChannel}::text is null or sales_channel = ${filter.salesChannel})
        and (${filter.clientId}::text is null or client_id = ${filter.clientId})
        and (${filter.metatagPrefix}::text is null
          or starts_with(lower(metatag), lower(${filter.metatagPrefix})))`;
}

/** Moves in the period of their moment `at`. */
function inPeriods(moves: Sql, query: AccountReportQuery): Sql {
  const starts = query.periods.map(({ startsAt }) => startsAt);
  return sql`
      select width_bucket(at, ${starts}::timestamptz[]) as period, ${groupsOf(query)}, ${SUMMED}
      from (${moves}) as move
      where ${passes(query)}`;
}

function movedByPackages(accountId: string, query: AccountReportQuery): Sql {
  return inPeriods(
    packagesMoved(accountId, (at) => isWithin(at, query)),
    query,
  );
}

function isWithin(at: Sql, { periods, before }: AccountReportQuery): Sql {
  return sql`${at} >= ${periods[0]?.startsAt} and ${at} < ${before}`;
}

/**
 * `rolledUntil` was read before. It is too low if the job has moved on since, so the statement
 * reads it again; but only a number that the planner knows makes it read the latest events alone.
 */
function movedByTotals(
  { accountId, rolledUntil }: { accountId: string; rolledUntil: bigint },
  query: AccountReportQuery,
): Sql {
  const { kept, cut, cutBy } = segmentsOf(query, detailOf(query));
  const isLater = sql`sequence > ${rolledUntil} and sequence > coalesce(
            (select rolled_until from sales_totals_progress where account_id = ${accountId}), 0)`;
  const inCut = (at: Sql) => sql`${at} >= cut.starts_at
        and ${at} < cut.starts_at + ${`1 ${cutBy}`}::interval
        and ${isWithin(at, query)}`;
  return sql`
      select segment.period, ${LINE}
      from unnest(
        ${integers(kept.map(({ period }) => period))}::integer[],
        ${texts(kept.map(({ grain }) => grain))}::text[],
        ${timestamps(kept.map(({ from }) => from))}::timestamptz[],
        ${timestamps(kept.map((each) => each.before))}::timestamptz[]
      ) as segment (period, grain, starts_at, ends_at)
      cross join lateral (
        select ${groupsOf(query)}, ${SUMS}
        from sales_totals
        where account_id = ${accountId}
          and grain = segment.grain
          and sales_totals.starts_at >= segment.starts_at
          and sales_totals.starts_at < segment.ends_at
          and ${passes(query)}
        group by 1, 2, 3, 4, 5
      ) as total
      union all
      ${inPeriods(eventsMoved(accountId, isLater), query)}
        and ${isWithin(sql`at`, query)}
        and date_trunc(${cutBy}, at, 'UTC') <> all(${cut}::timestamptz[])
      union all
      select period, ${LINE}
      from unnest(${cut}::timestamptz[]) as cut (starts_at)
      cross join lateral (${inPeriods(packagesMoved(accountId, inCut), query)}) as moved`;
}

function detailOf({ groupings, filter }: AccountReportQuery): Detail {
  if (groupings.has('metatag_prefix') || filter.metatagPrefix !== null) return 'metatags';
  const { inventoryItemId, countrySet, salesChannel, clientId } = filter;
  const isFiltered = [inventoryItemId, countrySet, salesChannel, clientId].some(
    (value) => value !== null,
  );
  return groupings.size > 0 || isFiltered ? 'groups' : 'nothing';
}
