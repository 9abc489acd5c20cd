import type { Queryable } from '../../platform/db/database.ts';
import type { ItemForSale } from './inventory-item.ts';
import { selectItemsForSale } from './store.ts';

/**
 * The account's items under the ids as they were asked for, in one statement. An id that names
 * nothing, or an item that has no wholesale price, is not in the map.
 */
export async function loadItemsForSale(
  db: Queryable,
  { accountId, itemIds }: { accountId: string; itemIds: readonly string[] },
): Promise<Map<string, ItemForSale>> {
  const items = await selectItemsForSale(db, accountId, itemIds);
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = new Map<string, ItemForSale>();
  for (const id of itemIds) {
    const item = byId.get(id.toLowerCase());
    if (item) found.set(id, item);
  }
  return found;
}
