import { isUuid } from '../../kernel/ids.ts';
import { escapeLike } from '../../kernel/like.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { CountrySetKind } from '../catalog/index.ts';
import type { CataloguePlan, CatalogueSort, ListedCataloguePlan } from './catalogue-plan.ts';

/** Codes are upper case; amounts are cents. */
export type CatalogueFilter = {
  country?: string | undefined;
  countrySet?: string | undefined;
  words?: string | undefined;
  offered?: boolean | undefined;
  minBytes?: bigint | undefined;
  maxBytes?: bigint | undefined;
  minDays?: number | undefined;
  maxDays?: number | undefined;
  minMinor?: bigint | undefined;
  maxMinor?: bigint | undefined;
};

/** A plan that never expires is valid for longer than any other. */
const UNLIMITED_DAYS = sql`1000000`;

/**
 * Returns the plans for sale that have a price for the account: its organization's, or the default.
 */
function pricedPlans(accountId: string): Sql {
  return sql`
    select plan.id as "dataPlanId", plan.name, plan.size_value, plan.size_unit, plan.data_bytes,
      plan.data_terms, plan.carrier, plan.validity_days, plan.country_set,
      country_set.name as country_set_name, country_set.kind, country_set.countries,
      coalesce(agreed.wholesale_minor, usual.wholesale_minor) as wholesale_minor,
      organization.price_list_id as own_list_id, agreed.data_plan_id is null as is_usual,
      item.id as item_id
    from data_plans as plan
    join country_sets as country_set on country_set.code = plan.country_set
    join accounts as account on account.id = ${accountId}
    join organizations as organization on organization.id = account.organization_id
    left join price_list_entries as agreed
      on agreed.data_plan_id = plan.id
      and agreed.price_list_id = organization.price_list_id
    left join price_list_entries as usual
      on usual.data_plan_id = plan.id
      and usual.price_list_id = (select id from price_lists where is_default)
    left join inventory_items as item
      on item.account_id = ${accountId}
      and item.data_plan_id = plan.id
      and item.removed_at is null
    where coalesce(agreed.wholesale_minor, usual.wholesale_minor) is not null
      and plan.retired_at is null`;
}

function holds(filter: CatalogueFilter): Sql {
  const words = filter.words === undefined ? null : `%${escapeLike(filter.words)}%`;
  const { country = null, countrySet = null, offered = null } = filter;
  const { minBytes = null, maxBytes = null, minDays = null, maxDays = null } = filter;
  const { minMinor = null, maxMinor = null } = filter;
  return sql`
    (${country}::text is null or ${country} = any(plan.countries))
      and (${countrySet}::text is null or plan.country_set = ${countrySet})
      and (${words}::text is null or plan.name ilike ${words}
        or plan.country_set_name ilike ${words})
      and (${offered}::boolean is null or (plan.item_id is not null) = ${offered})
      and plan.data_bytes between coalesce(${minBytes}::bigint, 0)
        and coalesce(${maxBytes}::bigint, 9223372036854775807)
      and coalesce(plan.validity_days, ${UNLIMITED_DAYS}) between coalesce(${minDays}::integer, 0)
        and coalesce(${maxDays}::integer, ${UNLIMITED_DAYS})
      and plan.wholesale_minor between coalesce(${minMinor}::bigint, 0)
        and coalesce(${maxMinor}::bigint, 9223372036854775807)`;
}

const SORT_VALUES: Record<CatalogueSort, Sql> = {
  NAME: sql`plan.name collate "C"`,
  VOLUME: sql`plan.data_bytes`,
  VALIDITY: sql`coalesce(plan.validity_days, ${UNLIMITED_DAYS})`,
  PRICE: sql`plan.wholesale_minor`,
};
const SORT_TYPES: Record<CatalogueSort, Sql> = {
  NAME: sql`text`,
  VOLUME: sql`bigint`,
  VALIDITY: sql`integer`,
  PRICE: sql`bigint`,
};

export type CataloguePage = {
  filter: CatalogueFilter;
  sort: CatalogueSort;
  isDescending: boolean;
  /** The sort value and the ID of the last plan before the page. */
  after: { sortValue: string; id: string } | undefined;
  limit: number;
};

/** The next price by the list that the company pays by; read for the plans of a page alone. */
const plannedPrice = sql`(
  select jsonb_build_object('minor', planned.wholesale_minor::text,
    'from', to_char(planned.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from planned_prices as planned
  where planned.data_plan_id = plan."dataPlanId"
    and planned.state = 'planned'
    and (
      planned.price_list_id = plan.own_list_id
      or (
        plan.is_usual
        and planned.price_list_id = (select id from price_lists where is_default)
      )
    )
  order by planned.price_list_id is distinct from plan.own_list_id
  limit 1
)`;

const planColumns = sql`
  plan."dataPlanId", plan.name, plan.size_value::float8 as "sizeValue",
  plan.size_unit as "sizeUnit", plan.data_bytes as "dataBytes", plan.data_terms as "dataTerms",
  plan.validity_days as "validityDays", plan.country_set as "countrySet",
  plan.country_set_name as "countrySetName", plan.kind as "countrySetKind",
  plan.countries as "includedCountries", plan.wholesale_minor as "wholesaleMinor",
  plan.item_id as "inventoryItemId", plan.carrier, ${plannedPrice} as planned`;

/** Returns a plan that the account can offer, in full; undefined if there is none. */
export async function selectCataloguePlan(
  db: Queryable,
  accountId: string,
  dataPlanId: string,
): Promise<CataloguePlan | undefined> {
  if (!isUuid(dataPlanId)) return undefined;
  return db.row<CataloguePlan>(sql`
    select ${planColumns}
    from (${pricedPlans(accountId)}) as plan
    where plan."dataPlanId" = ${dataPlanId}`);
}

/** Returns a page of the plans that the account can offer. */
export function selectCatalogue(
  db: Queryable,
  accountId: string,
  { filter, sort, isDescending, after, limit }: CataloguePage,
): Promise<ListedCataloguePlan[]> {
  const value = SORT_VALUES[sort];
  const place = sql`(${after?.sortValue ?? null}::${SORT_TYPES[sort]}, ${after?.id ?? null}::uuid)`;
  const isBehind = isDescending
    ? sql`(${value}, plan."dataPlanId") < ${place}`
    : sql`(${value}, plan."dataPlanId") > ${place}`;
  const order = isDescending
    ? sql`${value} desc, plan."dataPlanId" desc`
    : sql`${value}, plan."dataPlanId"`;
  return db.rows<ListedCataloguePlan>(sql`
    select ${planColumns}, (${value})::text as "sortValue"
    from (${pricedPlans(accountId)}) as plan
    where ${holds(filter)}
      and (${after === undefined}::boolean or ${isBehind})
    order by ${order}
    limit ${limit}`);
}

/** Returns the number of plans that the filter selects, `limit` at most. */
export async function countCatalogue(
  db: Queryable,
  accountId: string,
  { filter, limit }: { filter: CatalogueFilter; limit: number },
): Promise<number> {
  const row = await db.row<{ plans: bigint }>(sql`
    select count(*) as plans
    from (
      select 1
      from (${pricedPlans(accountId)}) as plan
      where ${holds(filter)}
      limit ${limit}
    ) as counted`);
  return Number(row?.plans ?? 0n);
}

export type PricedPlan = { dataPlanId: string; wholesaleMinor: bigint; kind: CountrySetKind };

/** Returns every plan that the account can offer, in the order of IDs. */
export function selectPricedPlans(db: Queryable, accountId: string): Promise<PricedPlan[]> {
  return db.rows<PricedPlan>(sql`
    select plan."dataPlanId", plan.wholesale_minor as "wholesaleMinor", plan.kind
    from (${pricedPlans(accountId)}) as plan
    order by plan."dataPlanId"`);
}

/** Returns a plan that the account can offer; undefined if there is none. */
export function selectPricedPlan(
  db: Queryable,
  accountId: string,
  dataPlanId: string,
): Promise<PricedPlan | undefined> {
  return db.row<PricedPlan>(sql`
    select plan."dataPlanId", plan.wholesale_minor as "wholesaleMinor", plan.kind
    from (${pricedPlans(accountId)}) as plan
    where plan."dataPlanId" = ${dataPlanId}`);
}
