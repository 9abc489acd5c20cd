import type { Scope } from '../../platform/db/scope.ts';
import { restoreItems } from './reset-store.ts';
import { raiseInventoryVersion } from './store.ts';

/** Makes a sandbox account's items as they were first offered, without stock. */
export async function resetInventory(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await restoreItems(scope.db, scope.accountId);
  await raiseInventoryVersion(scope.db, scope.accountId);
}
