import { type Queryable, type Sql, sql, type Tx } from '../db/database.ts';
import { isUuid, newId } from '../lib/ids.ts';
import type { InventoryItem, ItemForSale } from './inventory-item.ts';
import type { OfferedItem } from './offer-items.ts';

const itemColumns = sql`
  item.id, item.name, item.retail_minor as "retailMinor",
  coalesce(agreed.wholesale_minor, usual.wholesale_minor) as "wholesaleMinor",
  item.active, item.stock_units as "stockUnits", plan.id as "dataPlanId",
  plan.size_value::float8 as "sizeValue", plan.size_unit as "sizeUnit",
  plan.data_bytes as "dataBytes", plan.validity_days as "validityDays",
  plan.country_set as "countrySet", country_set.kind as "countrySetKind", plan.carrier`;

/** An item without a price on both lists is nothing that the account could buy: it is not there. */
const pricedItems = sql`
  inventory_items as item
  join data_plans as plan on plan.id = item.data_plan_id
  join country_sets as country_set on country_set.code = plan.country_set
  join accounts as account on account.id = item.account_id
  join organizations as organization on organization.id = account.organization_id
  left join price_list_entries as agreed
    on agreed.price_list_id = organization.price_list_id
    and agreed.data_plan_id = plan.id
  left join price_lists as default_list on default_list.is_default
  left join price_list_entries as usual
    on usual.price_list_id = default_list.id
    and usual.data_plan_id = plan.id`;

const hasPrice = sql`coalesce(agreed.wholesale_minor, usual.wholesale_minor) is not null`;

export function selectItemsForSale(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<ItemForSale[]> {
  return db.rows<ItemForSale>(sql`
    select ${itemColumns}
    from ${pricedItems}
    where item.account_id = ${accountId}
      and item.id = any(${ids.filter(isUuid)}::uuid[])
      and ${hasPrice}`);
}

export function selectItem(db: Queryable, accountId: string, id: string) {
  return selectOneItem(db, { accountId, id, lock: sql`` });
}

/** The item, kept from changing until the transaction ends. */
export function selectItemForUpdate(tx: Tx, accountId: string, id: string) {
  return selectOneItem(tx, { accountId, id, lock: sql`for no key update of item` });
}

async function selectOneItem(
  db: Queryable,
  { accountId, id, lock }: { accountId: string; id: string; lock: Sql },
): Promise<InventoryItem | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<InventoryItem>(sql`
    select ${itemColumns}, country_set.countries as "includedCountries"
    from ${pricedItems}
    where item.account_id = ${accountId}
      and item.id = ${id}
      and ${hasPrice}
    ${lock}`);
}

export type ItemFilter = { country?: string; countrySet?: string; active?: boolean };

/** What the account offers, in no order; `country` and `countrySet` upper case. */
export function selectInventory(
  db: Queryable,
  accountId: string,
  { country, countrySet, active }: ItemFilter,
): Promise<InventoryItem[]> {
  return db.rows<InventoryItem>(sql`
    select ${itemColumns}, country_set.countries as "includedCountries"
    from ${pricedItems}
    where item.account_id = ${accountId}
      and (${country ?? null}::text is null or ${country ?? null} = any(country_set.countries))
      and (${countrySet ?? null}::text is null or ${countrySet ?? null} = country_set.code)
      and (${active ?? null}::boolean is null or ${active ?? null} = item.active)
      and ${hasPrice}`);
}

export type InventoryVersion = { catalogue: bigint; inventory: bigint };

/** Both versions as of one moment: what an answer made from the inventory is good for. */
export function selectInventoryVersion(db: Queryable, accountId: string) {
  return db.row<InventoryVersion>(sql`
    select catalogue.version as catalogue, inventory.version as inventory
    from inventory_versions as inventory
    cross join catalogue_version as catalogue
    where inventory.account_id = ${accountId}`);
}

export async function insertInventoryVersion(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`insert into inventory_versions (account_id) values (${accountId})`);
}

export async function raiseInventoryVersion(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update inventory_versions
    set version = version + 1
    where account_id = ${accountId}`);
}

/** The ids of the items that were not offered before. */
export async function insertItems(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  items: readonly OfferedItem[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    insert into inventory_items
      (account_id, id, data_plan_id, name, retail_minor, active, created_at)
    select ${accountId}, given.id, given.data_plan_id, coalesce(given.name, plan.name),
      given.retail_minor, given.active, ${now}
    from unnest(
      ${items.map((item) => item.id ?? newId())}::uuid[],
      ${items.map((item) => item.dataPlanId)}::uuid[],
      ${items.map((item) => item.name ?? null)}::text[],
      ${items.map((item) => item.retailMinor)}::bigint[],
      ${items.map((item) => item.active ?? true)}::boolean[]
    ) with ordinality as given (id, data_plan_id, name, retail_minor, active, ordinality)
    left join data_plans as plan on plan.id = given.data_plan_id
    order by given.ordinality
    on conflict do nothing
    returning id`);
  return rows.map((row) => row.id);
}

export type ItemChange = { name?: string; retailMinor?: bigint; active?: boolean };

export async function updateItem(
  tx: Tx,
  accountId: string,
  { id, name, retailMinor, active }: ItemChange & { id: string },
): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set name = coalesce(${name ?? null}, name),
      retail_minor = coalesce(${retailMinor ?? null}, retail_minor),
      active = coalesce(${active ?? null}, active)
    where account_id = ${accountId}
      and id = ${id}`);
}

/**
 * Locks the items in the order of their ids, weakly enough that selling them (which only refers to
 * their key) waits for nobody.
 */
export function selectStockForUpdate(tx: Tx, accountId: string, ids: readonly string[]) {
  return tx.rows<{ id: string; stockUnits: number }>(sql`
    select id, stock_units as "stockUnits"
    from inventory_items
    where account_id = ${accountId}
      and id = any(${[...ids]}::uuid[])
    order by id
    for no key update`);
}

/** Takes units where there are enough, raises the version, and gives the number of items taken from. */
export async function subtractStock(
  tx: Tx,
  accountId: string,
  units: ReadonlyMap<string, number>,
): Promise<number> {
  const row = await tx.row<{ items: bigint }>(sql`
    with taken as (
      update inventory_items as item
      set stock_units = item.stock_units - wanted.units
      from unnest(${[...units.keys()]}::uuid[], ${[...units.values()]}::integer[])
        as wanted (id, units)
      where item.account_id = ${accountId}
        and item.id = wanted.id
        and item.stock_units >= wanted.units
      returning item.id
    ), raised as (
      update inventory_versions
      set version = version + 1
      where account_id = ${accountId}
    )
    select count(*) as items
    from taken`);
  return Number(row?.items);
}

export async function addStock(
  tx: Tx,
  accountId: string,
  { id, units }: { id: string; units: number },
): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set stock_units = stock_units + ${units}
    where account_id = ${accountId}
      and id = ${id}`);
}
