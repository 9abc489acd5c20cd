import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { WholesalePrice } from './data-plan.ts';
import type { ListedPrice, PriceList } from './price-list.ts';

/** A page of a list by name; `after` is the name and the id of the last entry before it. */
export type NamePage = { limit: number; after: { name: string; id: string } | undefined };

export const AFTER_NOTHING = { name: '', id: '00000000-0000-0000-0000-000000000000' };

const listColumns = sql`id, name, is_default as "isDefault", created_at as "createdAt"`;

export async function insertPriceList(tx: Tx, list: { id: string; name: string }): Promise<void> {
  await tx.run(sql`
    insert into price_lists (id, name, is_default)
    values (${list.id}, ${list.name}, false)`);
}

/** Makes the list the default one unless there is a default list already. */
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
  return db.row<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where is_default`);
}

/** A page of the price lists by name. */
export function selectPriceLists(db: Queryable, page: NamePage) {
  const after = page.after ?? AFTER_NOTHING;
  return db.rows<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where (name, id) > (${after.name}, ${after.id}::uuid)
    order by name, id
    limit ${page.limit}`);
}

export async function selectPriceList(db: Queryable, id: string): Promise<PriceList | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where id = ${id}`);
}

/** Locks the price list until the transaction ends. */
export async function selectPriceListForUpdate(tx: Tx, id: string): Promise<PriceList | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<PriceList>(sql`
    select ${listColumns}
    from price_lists
    where id = ${id}
    for update`);
}

export async function updatePriceListName(
  tx: Tx,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await tx.run(sql`
    update price_lists
    set name = ${name}
    where id = ${id}`);
}

/** Deletes the price list with its prices. */
export async function deletePriceListRow(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    delete from price_list_entries
    where price_list_id = ${id}`);
  await tx.run(sql`
    delete from price_lists
    where id = ${id}`);
}

/** The prices of the list, by the names of the plans. */
export function selectPrices(db: Queryable, priceListId: string) {
  return db.rows<ListedPrice>(sql`
    select plan.id as "dataPlanId", plan.name, entry.wholesale_minor as "wholesaleMinor"
    from price_list_entries as entry
    join data_plans as plan on plan.id = entry.data_plan_id
    where entry.price_list_id = ${priceListId}
    order by plan.name, plan.id`);
}

/** Returns the number of prices that were new or changed; each data plan may be given once. */
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

/** Returns the price that was deleted; undefined if the list did not name the plan. */
export function deletePrice(
  tx: Tx,
  { priceListId, dataPlanId }: { priceListId: string; dataPlanId: string },
) {
  return tx.row<{ wholesaleMinor: bigint }>(sql`
    delete from price_list_entries
    where price_list_id = ${priceListId}
      and data_plan_id = ${dataPlanId}
    returning wholesale_minor as "wholesaleMinor"`);
}

/** Whether an organization pays by the list. */
export async function isPriceListAssigned(db: Queryable, id: string): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from organizations
    where price_list_id = ${id}
    limit 1`);
  return row !== undefined;
}
