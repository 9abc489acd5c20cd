import { toBytes } from '../../kernel/data-size.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CountrySet } from './country-set.ts';
import type { DataPlan, WholesalePrice } from './data-plan.ts';

// Lists travel as one jsonb parameter: the text of a statement does not grow with them, so it stays
// prepared, and lists of lists (`countries`) need not be rectangular.

/** The number of sets that were new or changed. */
export function upsertCountrySets(tx: Tx, countrySets: readonly CountrySet[]): Promise<number> {
  return tx.run(sql`
    insert into country_sets (code, name, kind, countries)
    select code, name, kind, countries
    from jsonb_to_recordset(${JSON.stringify(countrySets)}::jsonb)
      as given (code text, name text, kind text, countries text[])
    on conflict (code) do update
    set name = excluded.name,
      kind = excluded.kind,
      countries = excluded.countries
    where (country_sets.name, country_sets.kind, country_sets.countries)
      is distinct from (excluded.name, excluded.kind, excluded.countries)`);
}

/** The number of plans that were new or changed. */
export function upsertDataPlans(tx: Tx, dataPlans: readonly DataPlan[]): Promise<number> {
  const given = dataPlans.map((plan) => ({ ...plan, dataBytes: toBytes(plan).toString() }));
  return tx.run(sql`
    insert into data_plans
      (id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier)
    select id, name, "sizeValue", "sizeUnit", "dataBytes", "validityDays", "countrySet", carrier
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (id uuid, name text, "sizeValue" numeric, "sizeUnit" text, "dataBytes" bigint,
        "validityDays" integer, "countrySet" text, carrier text)
    on conflict (id) do update
    set name = excluded.name,
      size_value = excluded.size_value,
      size_unit = excluded.size_unit,
      data_bytes = excluded.data_bytes,
      validity_days = excluded.validity_days,
      country_set = excluded.country_set,
      carrier = excluded.carrier
    where (data_plans.name, data_plans.size_value, data_plans.size_unit, data_plans.validity_days,
        data_plans.country_set, data_plans.carrier)
      is distinct from (excluded.name, excluded.size_value, excluded.size_unit,
        excluded.validity_days, excluded.country_set, excluded.carrier)`);
}

/** The number of prices that were new or changed; each data plan may be given once. */
export function upsertPrices(
  tx: Tx,
  priceListId: string,
  prices: readonly WholesalePrice[],
): Promise<number> {
  const given = prices.map(({ dataPlanId, wholesaleMinor }) => ({
    dataPlanId,
    wholesaleMinor: wholesaleMinor.toString(),
  }));
  return tx.run(sql`
    insert into price_list_entries (price_list_id, data_plan_id, wholesale_minor)
    select ${priceListId}, "dataPlanId", "wholesaleMinor"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given ("dataPlanId" uuid, "wholesaleMinor" bigint)
    on conflict (price_list_id, data_plan_id) do update
    set wholesale_minor = excluded.wholesale_minor
    where price_list_entries.wholesale_minor <> excluded.wholesale_minor`);
}

/** Those of the ids that name a data plan. */
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

export async function insertPriceList(tx: Tx, list: { id: string; name: string }): Promise<void> {
  await tx.run(sql`
    insert into price_lists (id, name, is_default)
    values (${list.id}, ${list.name}, false)`);
}

/** Makes a list the default one unless there is a default already. */
export async function insertDefaultPriceList(
  tx: Tx,
  list: { id: string; name: string },
): Promise<void> {
  await tx.run(sql`
    insert into price_lists (id, name, is_default)
    values (${list.id}, ${list.name}, true)
    on conflict (is_default) where is_default do nothing`);
}

export function selectDefaultPriceList(db: Queryable) {
  return db.row<{ id: string }>(sql`
    select id
    from price_lists
    where is_default`);
}

export function selectPriceList(db: Queryable, id: string) {
  return db.row<{ id: string }>(sql`
    select id
    from price_lists
    where id = ${id}`);
}

export function selectCountrySet(db: Queryable, code: string) {
  return db.row<CountrySet>(sql`
    select code, name, kind, countries
    from country_sets
    where code = ${code}`);
}

export function selectCountrySets(db: Queryable) {
  return db.rows<CountrySet>(sql`
    select code, name, kind, countries
    from country_sets
    order by code`);
}

export function selectCatalogueVersion(db: Queryable) {
  return db.row<{ version: bigint }>(sql`
    select version
    from catalogue_version
    where only_row`);
}

export async function raiseCatalogueVersion(tx: Tx): Promise<void> {
  await tx.run(sql`
    update catalogue_version
    set version = version + 1
    where only_row`);
}
