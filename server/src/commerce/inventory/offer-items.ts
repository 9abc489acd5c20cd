import type { Tx } from '../../platform/db/database.ts';
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
  tx: Tx,
  ctx: { accountId: string; now: Date },
  items: readonly OfferedItem[],
): Promise<string[]> {
  const ids = await insertItems(tx, ctx, items);
  if (ids.length > 0) await raiseInventoryVersion(tx, ctx.accountId);
  return ids;
}
