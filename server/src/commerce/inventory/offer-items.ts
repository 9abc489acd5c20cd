import type { Scope } from '../../platform/db/scope.ts';
import type { OfferedItem } from './inventory-item.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { insertItems } from './item-store.ts';

/**
 * Adds items to the account's inventory and returns their IDs, except items of plans that are
 * offered already, which stay as they are.
 */
export async function offerItems(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  items: readonly OfferedItem[],
): Promise<string[]> {
  const ids = await insertItems(scope.db, scope, items);
  if (ids.length > 0) await raiseInventoryVersion(scope);
  return ids;
}
