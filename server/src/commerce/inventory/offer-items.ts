import type { Scope } from '../../platform/db/scope.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { insertItems } from './item-store.ts';

/** A data plan to offer, by default under its own name; `retailMinor` in cents. */
export type OfferedItem = {
  id?: string;
  dataPlanId: string;
  name?: string;
  retailMinor: bigint;
  active?: boolean;
};

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
