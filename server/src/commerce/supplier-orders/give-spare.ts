import {
  type LeasedOrder,
  selectSpares,
  takeSpare,
} from '../../connectivity/carrier-orders/index.ts';
import { findKnown } from '../../connectivity/carriers/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { OrderingParts } from './ordering-parts.ts';
import { settleWithin } from './settle-order.ts';

/**
 * Delivers an eSIM that was bought for a package that had failed, instead of buying another one.
 * Returns false if there is none of the item.
 */
export async function giveSpare(
  { db, reads, now }: OrderingParts,
  order: LeasedOrder,
  item: string,
): Promise<boolean> {
  const { carrier } = order;
  // Nearly always there is none, which one read tells.
  if (!(await reads.hasSpare({ carrier, item }))) return false;
  return db.transaction(async (tx) => {
    const profile = await takeAny(tx, { carrier, item });
    if (!profile) return false;
    // Another eSIM has its ICCID by now: it is spare no longer, and one is bought.
    if ((await findKnown(tx, [{ iccid: profile.iccid, imsi: null }])).iccids.size > 0) return false;
    // Its number stays with the order that brought it.
    const placed = { order: null, isDelivered: true, profile, cost: null };
    await settleWithin(tx, [{ order, step: { step: 'delivered', placed } }], now());
    return true;
  });
}

/** Takes the oldest that no other sale takes at the same moment. */
async function takeAny(tx: Tx, of: { carrier: string; item: string }) {
  for (const spare of await selectSpares(tx, of)) {
    const profile = await takeSpare(tx, spare);
    if (profile) return profile;
  }
  return undefined;
}
