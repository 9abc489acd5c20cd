import { type Queryable, sql } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';

export type InventoryVersion = { catalogue: bigint; inventory: bigint };

/** Returns both versions as of one moment. A list of the inventory is good for one pair. */
export function selectInventoryVersion(db: Queryable, accountId: string) {
  return db.row<InventoryVersion>(sql`
    select catalogue.version as catalogue, inventory.version as inventory
    from inventory_versions as inventory
    cross join catalogue_version as catalogue
    where inventory.account_id = ${accountId}`);
}

/** Opens the inventory of a new account. */
export async function openInventory({
  db,
  accountId,
}: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await db.run(sql`
    insert into inventory_versions (account_id)
    values (${accountId})`);
}

/**
 * Makes cached lists of the account's inventory outdated, in the transaction of a change that shows
 * in them: of an item, or of the organization's price list.
 */
export async function raiseInventoryVersion({
  db,
  accountId,
}: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await db.run(sql`
    update inventory_versions
    set version = version + 1
    where account_id = ${accountId}`);
}
