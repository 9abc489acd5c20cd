import { groupBy } from '../../kernel/group-by.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';
import { insertProfiles } from './carrier-profile-store.ts';

/** A profile that a carrier delivered; null, and nothing is added, for a top-up. */
type Delivered = { carrier: string; profile: CarrierProfile | null };

/**
 * Adds profiles that carriers delivered for sales, which are assigned to their customers at once.
 * Returns whether each was added: false if an eSIM has its ICCID or IMSI already, in the list or
 * before.
 */
export async function addDeliveredProfiles(
  tx: Tx,
  delivered: readonly Delivered[],
): Promise<boolean[]> {
  const added = new Set<string>();
  for (const [carrier, own] of groupBy(delivered, (one) => one.carrier)) {
    const profiles = own.flatMap(({ profile }) => profile ?? []);
    const iccids = await insertProfiles(tx, { carrier, profiles });
    for (const iccid of iccids) added.add(`${carrier} ${iccid}`);
  }
  // The first of the same ICCID was added.
  return delivered.map(({ carrier, profile }) => added.delete(`${carrier} ${profile?.iccid}`));
}
