import type { Scope } from '../../platform/db/scope.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { restoreItems } from './item-store.ts';

/** Restores the items of a sandbox account to what they were when they were offered. */
export async function resetInventory(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await restoreItems(scope.db, scope.accountId);
  await raiseInventoryVersion(scope);
}
