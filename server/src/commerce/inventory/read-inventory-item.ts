import { readNetworksIn, type ShownNetwork } from '../../connectivity/carriers/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type InventoryItemView, showInventoryItem } from './inventory-item.ts';
import { selectItem } from './item-store.ts';

/** Returns one item of the account. Throws `inventory_item_not_found`. */
export async function readInventoryItem(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<InventoryItemView> {
  const item = await selectItem(scope.db, scope.accountId, id);
  if (!item) throw itemNotFound();
  return showInventoryItem(item);
}

/** Returns one item of the account with its networks. Throws `inventory_item_not_found`. */
export async function readInventoryItemDetail(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<InventoryItemView & { networks: ShownNetwork[] }> {
  const item = await selectItem(scope.db, scope.accountId, id);
  if (!item) throw itemNotFound();
  const { carrier, includedCountries: countries } = item;
  const networks = await readNetworksIn(scope, { carrier, countries });
  return { ...showInventoryItem(item), networks };
}

/** Returns the refusal for an id that names no item of the account. */
export function itemNotFound(): Refusal {
  return new Refusal('inventory_item_not_found', 'No inventory item has this ID.');
}
