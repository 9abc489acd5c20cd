import { isUuid, newId } from '../../kernel/ids.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { InventoryItem, ItemForSale, OfferedItem } from './inventory-item.ts';

export type ItemRow<Item> = Omit<Item, 'wholesaleMinor'> & { wholesaleMinor: bigint | null };

export function itemColumns(accountId: Sql): Sql {
  return sql`
    item.id, item.name, item.retail_minor as "retailMinor",
    item.active and plan.retired_at is null as active,
    item.stock_units as "stockUnits", plan.id as "dataPlanId",
    plan.size_value::float8 as "sizeValue", plan.size_unit as "sizeUnit",
    plan.data_bytes as "dataBytes", plan.data_terms as "dataTerms",
    plan.validity_days as "validityDays", plan.country_set as "countrySet",
    country_set.kind as "countrySetKind", plan.carrier,
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

function inventoryColumns(accountId: string): Sql {
  return sql`
    ${itemColumns(sql`${accountId}`)}, country_set.countries as "includedCountries",
    item.description, item.sort_order as "sortOrder", item.tags`;
}

/**
 * Plans, sets and prices are looked up by their keys, one item at a time. As joins, they were read
 * whole (with few plans) or by half a key (with many price lists), which took twice the time.
 */
export const planOfItem = sql`
  cross join lateral (
    select id, size_value, size_unit, data_bytes, data_terms, validity_days, country_set, carrier,
      retired_at
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

/** An item whose plan is in neither price list cannot be bought and is not shown. */
export function isPriced<Item extends ItemForSale>(item: ItemRow<Item> | Item): item is Item {
  return item.wholesaleMinor !== null;
}

export function selectItem(db: Queryable, accountId: string, id: string) {
  return selectOneItem(db, { accountId, id, lock: sql`` });
}

/** Returns the item and locks it until the transaction ends. */
export function selectItemForUpdate(tx: Tx, accountId: string, id: string) {
  return selectOneItem(tx, { accountId, id, lock: sql`for no key update of item` });
}

async function selectOneItem(
  db: Queryable,
  { accountId, id, lock }: { accountId: string; id: string; lock: Sql },
): Promise<InventoryItem | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db.rows<ItemRow<InventoryItem>>(sql`
    select ${inventoryColumns(accountId)}
    from inventory_items as item
    ${planOfItem}
    where item.account_id = ${accountId}
      and item.id = ${id}
      and item.removed_at is null
    ${lock}`);
  return rows.find(isPriced<InventoryItem>);
}

export type ItemFilter = {
  ids?: readonly string[];
  country?: string;
  countrySet?: string;
  active?: boolean;
  tag?: string;
};

/** Returns the account's items in no order. `country` and `countrySet` are upper case. */
export async function selectInventory(
  db: Queryable,
  accountId: string,
  {
    country = null,
    countrySet = null,
    active = null,
    tag = null,
    ids = null,
  }: { [Name in keyof ItemFilter]?: ItemFilter[Name] | null },
): Promise<InventoryItem[]> {
  const known = ids?.filter(isUuid) ?? null;
  const rows = await db.rows<ItemRow<InventoryItem>>(sql`
    select ${inventoryColumns(accountId)}
    from inventory_items as item
    ${planOfItem}
    where item.account_id = ${accountId}
      and item.removed_at is null
      and (${country}::text is null or ${country} = any(country_set.countries))
      and (${countrySet}::text is null or ${countrySet} = country_set.code)
      and (${active}::boolean is null or ${active} = (item.active and plan.retired_at is null))
      and (${tag}::text is null or ${tag} = any(item.tags))
      and (${known}::uuid[] is null or item.id = any(${known}))`);
  return rows.filter(isPriced<InventoryItem>);
}

/**
 * Adds items, except those whose plan is offered already, and returns their IDs. An item that was
 * removed before returns as it is given now.
 */
export async function insertItems(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  items: readonly OfferedItem[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    insert into inventory_items as item
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
    on conflict (account_id, data_plan_id) do update
    set name = excluded.name,
      retail_minor = excluded.retail_minor,
      active = excluded.active,
      removed_at = null
    where item.removed_at is not null
    returning id`);
  return rows.map((row) => row.id);
}

/** The fields of an item that its reseller decides; an undefined field stays as it is. */
export type ItemChange = {
  name?: string;
  retailMinor?: bigint;
  active?: boolean;
  /** Null removes the description. */
  description?: string | null;
  sortOrder?: number;
  tags?: readonly string[];
};

export async function updateItem(
  tx: Tx,
  accountId: string,
  { id, name, retailMinor, active, description, sortOrder, tags }: ItemChange & { id: string },
): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set name = coalesce(${name ?? null}, name),
      retail_minor = coalesce(${retailMinor ?? null}, retail_minor),
      active = coalesce(${active ?? null}, active),
      description = case when ${description !== undefined}::boolean
        then ${description ?? null}::text else description end,
      sort_order = coalesce(${sortOrder ?? null}, sort_order),
      tags = coalesce(${tags ? [...tags] : null}::text[], tags)
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Switches all items of the account on or off and returns the IDs of those that changed. */
export async function updateActivity(
  tx: Tx,
  accountId: string,
  active: boolean,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    update inventory_items
    set active = ${active}
    where account_id = ${accountId}
      and removed_at is null
      and active <> ${active}
    returning id`);
  return rows.map((row) => row.id);
}

/** Removes a locked item, which has no prepaid units. */
export async function updateRemoved(
  tx: Tx,
  accountId: string,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set removed_at = ${at}, active = false
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Locks all items of the account, in the order of their IDs, until the transaction ends. */
export async function lockInventory(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    select id
    from inventory_items
    where account_id = ${accountId}
    order by id
    for no key update`);
}

/** Sets retail prices of items, in cents. */
export async function updateRetailPrices(
  tx: Tx,
  accountId: string,
  prices: readonly { id: string; retailMinor: bigint }[],
): Promise<void> {
  await tx.run(sql`
    update inventory_items as item
    set retail_minor = given.retail_minor
    from unnest(
      ${prices.map(({ id }) => id)}::uuid[],
      ${prices.map(({ retailMinor }) => retailMinor)}::bigint[]
    ) as given (id, retail_minor)
    where item.account_id = ${accountId}
      and item.id = given.id`);
}

/** Restores all items to what they were when they were offered, without stock. */
export async function restoreItems(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set name = offered_name, retail_minor = offered_retail_minor, active = offered_active,
      stock_units = 0, description = null, sort_order = 0, tags = '{}', removed_at = null
    where account_id = ${accountId}`);
}
