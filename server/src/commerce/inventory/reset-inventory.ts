import type { Tx } from '../../platform/db/database.ts';
import { restoreItems } from './reset-store.ts';
import { raiseInventoryVersion } from './store.ts';

/** Makes a sandbox account's items as they were first offered, without stock. */
export async function resetInventory(tx: Tx, accountId: string): Promise<void> {
  await restoreItems(tx, accountId);
  await raiseInventoryVersion(tx, accountId);
}
