import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ListedPlan, PlanCost } from './plan.ts';
import type { ListedPrice, PriceList } from './price-list.ts';

/** A page of a list by name; `after` is the name and the id of the last entry before it. */
export type NamePage = { limit: number; after: { name: string; id: string } | undefined };

const AFTER_NOTHING = { name: '', id: '00000000-0000-0000-0000-000000000000' };

const listColumns = sql`id, name, is_default as "isDefault", created_at as "createdAt"`;

/** By name. */
export function selectPriceLists(db: Queryable, page: NamePage) {
  const after = page.after ?? AFTER_NOTHING;
  return db.rows<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where (name, id) > (${after.name}, ${after.id}::uuid)
    order by name, id
    limit ${page.limit}`);
}

/** The list, kept from changing until the transaction ends. */
export async function selectPriceListForUpdate(tx: Tx, id: string): Promise<PriceList | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where id = ${id}
    for update`);
}

export async function selectListedPriceList(
  db: Queryable,
  id: string,
): Promise<PriceList | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where id = ${id}`);
}

/** What the list says of plans, by their names. */
export function selectPrices(db: Queryable, priceListId: string) {
  return db.rows<ListedPrice>(sql`
    select plan.id as "dataPlanId", plan.name, entry.wholesale_minor as "wholesaleMinor"
    from price_list_entries as entry
    join data_plans as plan on plan.id = entry.data_plan_id
    where entry.price_list_id = ${priceListId}
    order by plan.name, plan.id`);
}

/** What the default list, or none, says of the plan comes out as null. */
const planColumns = sql`
  plan.id, plan.name, plan.size_value::float8 as "sizeValue", plan.size_unit as "sizeUnit",
  plan.validity_days as "validityDays", plan.country_set as "countrySet", plan.carrier,
  plan.created_at as "createdAt", plan.retired_at as "retiredAt",
  (
    select entry.wholesale_minor
    from price_list_entries as entry
    where entry.data_plan_id = plan.id
      and entry.price_list_id = (select id from price_lists where is_default)
  ) as "wholesaleMinor",
  (
    select cost.cost_minor
    from plan_costs as cost
    where cost.data_plan_id = plan.id
      and cost.valid_from <= (now() at time zone 'utc')::date
    order by cost.valid_from desc
    limit 1
  ) as "costMinor"`;

/** By name. */
export function selectPlans(db: Queryable, page: NamePage) {
  const after = page.after ?? AFTER_NOTHING;
  return db.rows<ListedPlan>(sql`
    select ${planColumns}
    from data_plans as plan
    where (plan.name, plan.id) > (${after.name}, ${after.id}::uuid)
    order by plan.name, plan.id
    limit ${page.limit}`);
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
  { id, retiredAt }: { id: string; retiredAt: Date | null },
): Promise<void> {
  await tx.run(sql`
    update data_plans
    set retired_at = ${retiredAt}
    where id = ${id}`);
}

/** From the newest day on. */
export function selectPlanCosts(db: Queryable, dataPlanId: string) {
  return db.rows<PlanCost>(sql`
    select valid_from::text as "validFrom", cost_minor as "costMinor"
    from plan_costs
    where data_plan_id = ${dataPlanId}
    order by valid_from desc`);
}

export async function upsertPlanCost(
  tx: Tx,
  { dataPlanId, validFrom, costMinor }: PlanCost & { dataPlanId: string },
): Promise<void> {
  await tx.run(sql`
    insert into plan_costs (data_plan_id, valid_from, cost_minor)
    values (${dataPlanId}, ${validFrom}, ${costMinor})
    on conflict (data_plan_id, valid_from) do update
    set cost_minor = excluded.cost_minor`);
}
