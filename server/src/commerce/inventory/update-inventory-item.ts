import { type AuditTrail, audit, type Change } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type InventoryItem, type InventoryItemView, showInventoryItem } from './inventory-item.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { type ItemEdit, readItemEdit, refuseBelowCost } from './item-edit.ts';
import { type ItemChange, selectItemForUpdate, updateItem } from './item-store.ts';
import { itemNotFound, readInventoryItem } from './read-inventory-item.ts';

/**
 * Changes the fields of an item that its reseller decides. Throws `invalid_request`,
 * `inventory_item_not_found`, and `price_below_cost` for an unconfirmed retail price below cost.
 */
export async function updateInventoryItem(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { id, ...edit }: ItemEdit & { id: string },
): Promise<InventoryItemView> {
  const change = readItemEdit(edit);
  const item = await selectItemForUpdate(scope.db, scope.accountId, id);
  if (!item) throw itemNotFound();
  const { wholesaleMinor } = item;
  const { retailMinor } = change;
  const isConfirmed = edit.confirmBelowCost ?? false;
  if (retailMinor !== undefined) refuseBelowCost({ retailMinor, wholesaleMinor, isConfirmed });
  const changesNothing = Object.values(change).every((value) => value === undefined);
  if (changesNothing) return showInventoryItem(item);

  await updateItem(scope.db, scope.accountId, { id: item.id, ...change });
  await raiseInventoryVersion(scope);
  audit(scope, itemUpdated(item, change));
  return readInventoryItem(scope, item.id);
}

/** Returns the change for the audit log, with the fields of the request only. */
function itemUpdated(item: InventoryItem, change: ItemChange): Change {
  const fields = (of: ItemChange) => ({
    ...(change.name !== undefined && { name: of.name }),
    ...(change.retailMinor !== undefined && { retailPrice: toPrice(of.retailMinor ?? 0n) }),
    ...(change.active !== undefined && { active: of.active }),
    ...(change.description !== undefined && { description: of.description }),
    ...(change.sortOrder !== undefined && { order: of.sortOrder }),
    ...(change.tags !== undefined && { tags: of.tags }),
  });
  return {
    action: 'inventory_item.updated',
    target: item.id,
    before: fields(item),
    after: fields(change),
  };
}
