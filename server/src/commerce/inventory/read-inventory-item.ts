import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type InventoryItemView, showInventoryItem } from './inventory-item.ts';
import { selectItem } from './store.ts';

/** One item of the account. Refuses `inventory_item_not_found`. */
export async function readInventoryItem(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<InventoryItemView> {
  const item = await selectItem(db, accountId, id);
  if (!item) throw itemNotFound();
  return showInventoryItem(item);
}

/** The refusal for an id that names no item of the account. */
export function itemNotFound(): Refusal {
  return new Refusal('inventory_item_not_found', 'There is no inventory item with this id.');
}
