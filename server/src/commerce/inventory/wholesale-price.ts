import type { Queryable } from '../../platform/db/database.ts';
import { selectOfferedPrices } from './wholesale-store.ts';

/** What one account pays for one of its items; null when no price list names its plan. */
export type OfferedPrice = {
  accountId: string;
  inventoryItemId: string;
  wholesaleMinor: bigint | null;
  clockOffsetMs: bigint;
};
export type PricedWhere = { dataPlanIds?: readonly string[]; organizationId?: string };

/**
 * Returns what all accounts pay for the items of some plans, or one organization for all of its
 * own.
 */
export function readOfferedPrices(db: Queryable, where: PricedWhere): Promise<OfferedPrice[]> {
  return selectOfferedPrices(db, where);
}
