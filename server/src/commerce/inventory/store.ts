import { isUuid, newId, type OfAccount } from '../../kernel/ids.ts';
import { integers, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { InventoryItem, ItemForSale } from './inventory-item.ts';
import type { OfferedItem } from './offer-items.ts';

type ItemRow<Item> = Omit<Item, 'wholesaleMinor'> & { wholesaleMinor: bigint | null };

function itemColumns(accountId: Sql): Sql {
  return sql`
    item.id, item.name, item.retail_minor as "retailMinor",
    item.active and plan.retired_at is null as active,
    item.stock_units as "stockUnits", plan.id as "dataPlanId",
    plan.size_value::float8 as "sizeValue", plan.size_unit as "sizeUnit",
    plan.data_bytes as "dataBytes", plan.validity_days as "validityDays",
    plan.country_set as "countrySet", country_set.kind as "countrySetKind", plan.carrier,
    coalesce(
      (
        select agreed.wholesale_minor
        from price_list_entries as agreed
        where agreed.data_plan_id = item.data_plan_id
          and agreed.price_list_id = (
            select organization.price_list_id
            from accounts as account
            join organizations as organization on organization.id = account.organization_id
            where account.id = ${accountId}
          )
      ),
      (
        select usual.wholesale_minor
        from price_list_entries as usual
        where usual.data_plan_id = item.data_plan_id
          and usual.price_list_id = (select id from price_lists where is_default)
      )
    ) as "wholesaleMinor"`;
}

/**
 * Plans, sets and prices are looked up by their keys, an item at a time: as joins they were read
 * whole (with few plans) or by half a key (with many price lists), at twice the time.
 */
const planOfItem = sql`
  cross join lateral (
    select id, size_value, size_unit, data_bytes, validity_days, country_set, carrier, retired_at
    from data_plans
    where id = item.data_plan_id
    limit 1
  ) as plan
  cross join lateral (
    select code, kind, countries
    from country_sets
    where code = plan.country_set
    limit 1
  ) as country_set`;

/** What has a price on neither list is nothing that the account could buy: it is not there. */
function isPriced<Item extends ItemForSale>(item: ItemRow<Item> | Item): item is Item {
  return item.wholesaleMinor !== null;
}

/**
 * The lists hide in subqueries, so that the planner guesses the same of them every time and keeps
 * one plan for good: a sale of one item took 2.5 times as long with a plan made for each.
 */
export async function selectItemsForSale(
  db: Queryable,
  asked: readonly OfAccount[],
): Promise<(ItemForSale & OfAccount)[]> {
  const known = asked.filter(({ id }) => isUuid(id));
  const rows = await db.rows<ItemRow<ItemForSale> & OfAccount>(sql`
    select item.account_id as "accountId", ${itemColumns(sql`item.account_id`)}
    from unnest(
      (select ${uuids(known.map(({ accountId }) => accountId))}::uuid[]),
      (select ${uuids(known.map(({ id }) => id))}::uuid[])
    ) as asked (account_id, id)
    cross join lateral (
      select account_id, id, data_plan_id, name, retail_minor, active, stock_units
      from inventory_items
      where account_id = asked.account_id
        and id = asked.id
      limit 1
    ) as item
    ${planOfItem}`);
  return rows.filter(isPriced<ItemForSale & OfAccount>);
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
  const rows = await db.rows<ItemRow<InventoryItem>>(sql`
    select ${itemColumns(sql`${accountId}`)}, country_set.countries as "includedCountries"
    from inventory_items as item
    ${planOfItem}
    where item.account_id = ${accountId}
      and item.id = ${id}
    ${lock}`);
  return rows.find(isPriced<InventoryItem>);
}

/** Every plan with a price for the account: the one agreed with its company, or the usual one. */
export function selectPricedPlans(db: Queryable, accountId: string) {
  return db.rows<{ dataPlanId: string; wholesaleMinor: bigint }>(sql`
    select plan.id as "dataPlanId",
      coalesce(agreed.wholesale_minor, usual.wholesale_minor) as "wholesaleMinor"
    from data_plans as plan
    join accounts as account on account.id = ${accountId}
    join organizations as organization on organization.id = account.organization_id
    left join price_list_entries as agreed
      on agreed.data_plan_id = plan.id
      and agreed.price_list_id = organization.price_list_id
    left join price_list_entries as usual
      on usual.data_plan_id = plan.id
      and usual.price_list_id = (select id from price_lists where is_default)
    where coalesce(agreed.wholesale_minor, usual.wholesale_minor) is not null
      and plan.retired_at is null
    order by plan.id`);
}

export type ItemFilter = { country?: string; countrySet?: string; active?: boolean };

/** What the account offers, in no order; `country` and `countrySet` upper case. */
export async function selectInventory(
  db: Queryable,
  accountId: string,
  {
    country = null,
    countrySet = null,
    active = null,
  }: { [Name in keyof ItemFilter]?: ItemFilter[Name] | null },
): Promise<InventoryItem[]> {
  const rows = await db.rows<ItemRow<InventoryItem>>(sql`
    select ${itemColumns(sql`${accountId}`)}, country_set.countries as "includedCountries"
    from inventory_items as item
    ${planOfItem}
    where item.account_id = ${accountId}
      and (${country}::text is null or ${country} = any(country_set.countries))
      and (${countrySet}::text is null or ${countrySet} = country_set.code)
      and (${active}::boolean is null or ${active} = (item.active and plan.retired_at is null))`);
  return rows.filter(isPriced<InventoryItem>);
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
      (account_id, id, data_plan_id, name, retail_minor, active, offered_name,
        offered_retail_minor, offered_active, created_at)
    select ${accountId}, given.id, given.data_plan_id, coalesce(given.name, plan.name),
      given.retail_minor, given.active, coalesce(given.name, plan.name), given.retail_minor,
      given.active, ${now}
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
 * Locks the items in the order of their keys, weakly enough that selling them (which only refers to
 * their key) waits for nobody. With `skipLocked` items that others hold are left out.
 */
export function selectStockForUpdate(
  tx: Tx,
  items: readonly OfAccount[],
  { skipLocked }: { skipLocked: boolean },
) {
  return tx.rows<OfAccount & { stockUnits: number }>(sql`
    select item.account_id as "accountId", item.id, item.stock_units as "stockUnits"
    from unnest(
      (select ${uuids(items.map(({ accountId }) => accountId))}::uuid[]),
      (select ${uuids(items.map(({ id }) => id))}::uuid[])
    ) as asked (account_id, id)
    join inventory_items as item
      on item.account_id = asked.account_id
      and item.id = asked.id
    order by item.account_id, item.id
    for no key update of item ${skipLocked ? sql`skip locked` : sql``}`);
}

/** Deducts units where there are enough, raises the versions, returns the number of such items. */
export async function subtractStock(
  tx: Tx,
  deductions: readonly (OfAccount & { units: number })[],
): Promise<number> {
  const row = await tx.row<{ items: bigint }>(sql`
    with deducted as (
      update inventory_items as item
      set stock_units = item.stock_units - wanted.units
      from unnest(
        ${uuids(deductions.map(({ accountId }) => accountId))}::uuid[],
        ${uuids(deductions.map(({ id }) => id))}::uuid[],
        ${integers(deductions.map(({ units }) => units))}::integer[]
      ) as wanted (account_id, id, units)
      where item.account_id = wanted.account_id
        and item.id = wanted.id
        and item.stock_units >= wanted.units
      returning item.account_id
    ), raised as (
      update inventory_versions as inventory
      set version = version + 1
      from (select distinct account_id from deducted) as changed
      where inventory.account_id = changed.account_id
    )
    select count(*) as items
    from deducted`);
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
