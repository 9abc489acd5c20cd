import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ItemForSale } from './inventory-item.ts';
import { selectItemsForSale } from './store.ts';

/**
 * Items of any accounts by their key (`keyOf`) as it was asked for, in one statement. An id that
 * names nothing, or an item that has no wholesale price, is not in the map.
 */
export async function loadItemsForSale(
  db: Queryable,
  asked: readonly OfAccount[],
): Promise<Map<string, ItemForSale>> {
  const items = await selectItemsForSale(db, asked);
  const byKey = new Map(
    items.map(({ accountId, ...item }) => [keyOf({ ...item, accountId }), item]),
  );
  const found = new Map<string, ItemForSale>();
  for (const { accountId, id } of asked) {
    const item = byKey.get(keyOf({ accountId, id: id.toLowerCase() }));
    if (item) found.set(keyOf({ accountId, id }), item);
  }
  return found;
}
