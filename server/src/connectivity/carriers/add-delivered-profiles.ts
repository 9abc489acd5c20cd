import { groupBy } from '../../kernel/group-by.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';
import { insertProfiles } from './carrier-profile-store.ts';

/** A profile that a carrier delivered; null, and nothing is added, for a top-up. */
type Delivered = { carrier: string; profile: CarrierProfile | null };

/**
 * Adds profiles that carriers delivered for sales, which are assigned to their customers at once.
 * Returns each as it was added: without its IMSI if another eSIM has that, because carriers that
 * are ordered from use IMSIs again and report no usage by them. Returns undefined for one that was
 * not added, because an eSIM has its ICCID already, in the list or before.
 */
export async function addDeliveredProfiles(
  tx: Tx,
  delivered: readonly Delivered[],
): Promise<(CarrierProfile | undefined)[]> {
  const isAdded = await insertAll(tx, delivered);
  const again = delivered.map(({ carrier, profile }, place) => {
    const mayHaveKnownImsi = !isAdded[place] && profile !== null && profile.imsi !== null;
    return { carrier, profile: mayHaveKnownImsi ? { ...profile, imsi: null } : null };
  });
  const isAddedThen = await insertAll(tx, again);
  return delivered.map(({ profile }, place) => {
    if (isAdded[place]) return profile ?? undefined;
    return isAddedThen[place] ? (again[place]?.profile ?? undefined) : undefined;
  });
}

/** Returns whether each was inserted. */
async function insertAll(tx: Tx, delivered: readonly Delivered[]): Promise<boolean[]> {
  const added = new Set<string>();
  const given = delivered.filter(({ profile }) => profile !== null);
  for (const [carrier, own] of groupBy(given, (one) => one.carrier)) {
    const profiles = own.flatMap(({ profile }) => profile ?? []);
    const iccids = await insertProfiles(tx, { carrier, profiles });
    for (const iccid of iccids) added.add(`${carrier} ${iccid}`);
  }
  // The first of the same ICCID was added.
  return delivered.map(({ carrier, profile }) => added.delete(`${carrier} ${profile?.iccid}`));
}
