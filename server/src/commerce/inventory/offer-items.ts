import type { Scope } from '../../platform/db/scope.ts';
import { insertItems, raiseInventoryVersion } from './store.ts';

/** A data plan to offer, under its own name unless another is given; `retailMinor` in cents. */
export type OfferedItem = {
  id?: string;
  dataPlanId: string;
  name?: string;
  retailMinor: bigint;
  active?: boolean;
};

/**
 * Adds items to the account's inventory and gives their ids; a data plan that it offers already is
 * left as it is and out of the answer.
 */
export async function offerItems(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  items: readonly OfferedItem[],
): Promise<string[]> {
  const ids = await insertItems(scope.db, scope, items);
  if (ids.length > 0) await raiseInventoryVersion(scope.db, scope.accountId);
  return ids;
}
