import type { Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';
import { insertProfiles } from './carrier-profile-store.ts';

/**
 * Adds a profile that a carrier delivered for a sale, which is assigned to its customer at once.
 * Returns false if an eSIM has its ICCID or IMSI already.
 */
export async function addDeliveredProfile(
  tx: Tx,
  { carrier, profile }: { carrier: string; profile: CarrierProfile },
): Promise<boolean> {
  const added = await insertProfiles(tx, { carrier, profiles: [profile] });
  return added.length === 1;
}
