import type { Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';
import { claimProfilesWaiting, claimUnlockedProfiles, countFree } from './free-profile-store.ts';

/** The free profiles of one carrier. */
export type ProfileStock = {
  /** Claims up to `count` without waiting; may skip profiles that become free again later. */
  claimNow(tx: Tx, count: number): Promise<CarrierProfile[]>;
  /** Claims up to `count`, waiting for others; fewer only if no other profile is free. */
  claimForSure(tx: Tx, count: number): Promise<CarrierProfile[]>;
};

/**
 * Opens the stock of a carrier. The stock keeps the highest ICCID that this process claimed: a
 * search from the lowest ICCID reads again over the dead index entries of all earlier sales
 * (measured: 3,100 instead of 16,000 profiles a second). Profiles below it are found when the rest
 * is used up.
 */
export function openProfileStock(carrier: string): ProfileStock {
  let claimedUpTo = '';

  async function claimNow(tx: Tx, count: number): Promise<CarrierProfile[]> {
    const profiles = await claimUnlockedProfiles(tx, { carrier, count, after: claimedUpTo });
    claimedUpTo = profiles.length < count ? '' : highestIccid(profiles, claimedUpTo);
    return profiles;
  }

  async function claimForSure(tx: Tx, count: number): Promise<CarrierProfile[]> {
    const startsBelow = claimedUpTo !== '';
    const profiles = await claimNow(tx, count);
    const missing = () => count - profiles.length;
    if (missing() > 0 && startsBelow) profiles.push(...(await claimNow(tx, missing())));
    // Two transactions that wait here for each other's profiles are a deadlock, and one of them is
    // retried. That is rarer and cheaper than a savepoint around every sale. A profile that another
    // sale returned is a new row, which only a later statement sees.
    while (missing() > 0 && (await countFree(tx, carrier, 1)) > 0) {
      profiles.push(...(await claimProfilesWaiting(tx, { carrier, count: missing() })));
    }
    return profiles;
  }

  return { claimNow, claimForSure };
}

function highestIccid(profiles: readonly CarrierProfile[], floor: string): string {
  let highest = floor;
  for (const { iccid } of profiles) if (iccid > highest) highest = iccid;
  return highest;
}
