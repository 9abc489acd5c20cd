import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { updateActivity } from './item-store.ts';

/** Switches all items of the account on or off and returns the number of items that changed. */
export async function switchInventory(
  scope: Scope,
  { active }: { active: boolean },
): Promise<{ changed: number }> {
  const changed = await updateActivity(scope.db, scope.accountId, active);
  if (changed.length > 0) await raiseInventoryVersion(scope);
  const after = { active, items: changed.length };
  audit(scope, { action: 'inventory.switched', target: null, before: null, after });
  return { changed: changed.length };
}
