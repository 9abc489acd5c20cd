import { audit } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { selectItemForUpdate, updateRemoved } from './item-store.ts';
import { itemNotFound } from './read-inventory-item.ts';

/**
 * Removes an item from the account's inventory. Packages that were sold stay as they are. Throws
 * `inventory_item_not_found`, and `prepaid_units_left` while the item has prepaid units.
 */
export async function deleteInventoryItem(scope: Scope, id: string): Promise<void> {
  const item = await selectItemForUpdate(scope.db, scope.accountId, id);
  if (!item) throw itemNotFound();
  if (item.stockUnits > 0) {
    const units = item.stockUnits === 1 ? '1 prepaid unit' : `${item.stockUnits} prepaid units`;
    throw new Refusal(
      'prepaid_units_left',
      `${item.name} has ${units}. Sell them first, or switch the item off.`,
    );
  }

  await updateRemoved(scope.db, scope.accountId, { id: item.id, at: scope.now });
  await raiseInventoryVersion(scope);
  const { dataPlanId, name, retailMinor } = item;
  const before = { dataPlanId, name, retailPrice: toPrice(retailMinor) };
  audit(scope, { action: 'inventory_item.removed', target: item.id, before, after: null });
}
