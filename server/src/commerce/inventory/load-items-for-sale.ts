import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ItemForSale } from './inventory-item.ts';
import { selectItemsForSale } from './item-for-sale-store.ts';

/**
 * Returns items of any accounts by the wanted key (`keyOf`), in one statement. The map lacks IDs
 * that name nothing and items without a wholesale price.
 */
export async function loadItemsForSale(
  db: Queryable,
  wanted: readonly OfAccount[],
): Promise<Map<string, ItemForSale>> {
  const items = await selectItemsForSale(db, wanted);
  const byKey = new Map(
    items.map(({ accountId, ...item }) => [keyOf({ ...item, accountId }), item]),
  );
  const found = new Map<string, ItemForSale>();
  for (const { accountId, id } of wanted) {
    const item = byKey.get(keyOf({ accountId, id: id.toLowerCase() }));
    if (item) found.set(keyOf({ accountId, id }), item);
  }
  return found;
}
