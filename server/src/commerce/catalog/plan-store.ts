import { toBytes } from '../../kernel/data-size.ts';
import { UNLIMITED_BYTES } from '../../kernel/data-terms.ts';
import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { containsText } from '../../platform/db/text-search.ts';
import type { DataPlan, ListedPlan } from './data-plan.ts';
import { FIRST_NAME, type NamePage } from './name-page.ts';

/** Returns the number of plans that were new or changed. */
export async function upsertDataPlans(tx: Tx, dataPlans: readonly DataPlan[]): Promise<number> {
  const given = dataPlans.map((plan) => ({ ...plan, dataBytes: bytesOf(plan).toString() }));
  const changed = await tx.rows(sql`
    insert into data_plans
      (id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier,
        data_terms)
    select id, name, "sizeValue", "sizeUnit", "dataBytes", "validityDays", "countrySet", carrier,
      "dataTerms"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (id uuid, name text, "sizeValue" numeric, "sizeUnit" text, "dataBytes" bigint,
        "validityDays" integer, "countrySet" text, carrier text,
        "dataTerms" jsonb)
    on conflict (id) do update
    set name = excluded.name,
      size_value = excluded.size_value,
      size_unit = excluded.size_unit,
      data_bytes = excluded.data_bytes,
      validity_days = excluded.validity_days,
      country_set = excluded.country_set,
      carrier = excluded.carrier,
      data_terms = excluded.data_terms
    where (data_plans.name, data_plans.size_value, data_plans.size_unit, data_plans.validity_days,
        data_plans.country_set, data_plans.carrier, data_plans.data_terms)
      is distinct from (excluded.name, excluded.size_value, excluded.size_unit,
        excluded.validity_days, excluded.country_set, excluded.carrier, excluded.data_terms)
    returning id`);
  return changed.length;
}

function bytesOf(plan: DataPlan): bigint {
  return plan.dataTerms?.dataType === 'unlimited' ? UNLIMITED_BYTES : toBytes(plan);
}

/** Returns the IDs that name a data plan. */
export async function selectDataPlanIds(
  db: Queryable,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select id
    from data_plans
    where id = any(${[...ids]}::uuid[])`);
  return new Set(rows.map((row) => row.id));
}

/** A price or a cost that is missing is null. */
const planColumns = columnsWith(sql`(select id from price_lists where is_default)`);

/** The columns with the price of a list. */
function columnsWith(priceListId: Sql): Sql {
  return sql`
    plan.id, plan.name, plan.size_value::float8 as "sizeValue", plan.size_unit as "sizeUnit",
    plan.validity_days as "validityDays", plan.country_set as "countrySet", plan.carrier,
    plan.data_terms as "dataTerms",
    plan.created_at as "createdAt", plan.retired_at as "retiredAt",
    (
      select entry.wholesale_minor
      from price_list_entries as entry
      where entry.data_plan_id = plan.id
        and entry.price_list_id = ${priceListId}
    ) as "wholesaleMinor",
    (
      select cost.cost_minor
      from plan_costs as cost
      where cost.data_plan_id = plan.id
        and cost.valid_from <= (now() at time zone 'utc')::date
      order by cost.valid_from desc
      limit 1
    ) as "costMinor"`;
}

/** `words` are a part of the name, in any letter case. */
type PlanFilter = {
  words?: string | undefined;
  countrySet?: string | undefined;
  carrier?: string | undefined;
  retired?: boolean | undefined;
  /** The list whose prices are returned; the default one, unless it is given. */
  priceListId?: string | undefined;
};

/** Returns a page of the plans by name. */
export function selectPlans(db: Queryable, asked: PlansAsked) {
  return db.rows<ListedPlan>(planPage(asked));
}

export type PlansAsked = { page: NamePage; filter: PlanFilter };

/** Each filter has a statement of its own: one for all of them would be planned without indexes. */
export function planPage({ page: { after = FIRST_NAME, limit }, filter }: PlansAsked): Sql {
  const { words, countrySet, carrier, retired, priceListId } = filter;
  return sql`
    select ${priceListId ? columnsWith(sql`${priceListId}`) : planColumns}
    from data_plans as plan
    where (plan.name, plan.id) > (${after.name}, ${after.id}::uuid)
      ${words ? sql`and ${containsText(sql`lower(plan.name)`, words)}` : sql``}
      ${countrySet ? sql`and plan.country_set = ${countrySet}` : sql``}
      ${carrier ? sql`and plan.carrier = ${carrier}` : sql``}
      ${retired === undefined ? sql`` : sql`and (plan.retired_at is not null) = ${retired}`}
    order by plan.name, plan.id
    limit ${limit}`;
}

/** Returns all plans by name. */
export function selectAllPlans(db: Queryable) {
  return db.rows<ListedPlan>(sql`
    select ${planColumns}
    from data_plans as plan
    order by plan.name, plan.id`);
}

export async function selectPlan(db: Queryable, id: string): Promise<ListedPlan | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<ListedPlan>(sql`
    select ${planColumns}
    from data_plans as plan
    where plan.id = ${id}`);
}

export async function updateRetirement(
  tx: Tx,
  { ids, retiredAt }: { ids: readonly string[]; retiredAt: Date | null },
): Promise<void> {
  await tx.run(sql`
    update data_plans
    set retired_at = ${retiredAt}
    where id = any(${[...ids]}::uuid[])`);
}
