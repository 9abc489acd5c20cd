import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PriceList } from './listed-price.ts';
import { FIRST_NAME, type NamePage } from './name-page.ts';

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

/** Returns a page of the price lists by name. */
export function selectPriceLists(db: Queryable, page: NamePage) {
  const after = page.after ?? FIRST_NAME;
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

export async function deletePriceListRow(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    delete from price_lists
    where id = ${id}`);
}

/** Returns whether an organization pays by the list. */
export async function isPriceListAssigned(db: Queryable, id: string): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from organizations
    where price_list_id = ${id}
    limit 1`);
  return row !== undefined;
}
