import type { Database, Tx } from '../../platform/db/database.ts';
import {
  type BlockName,
  claimAllotted,
  claimAllottedWaiting,
  selectBlocks,
} from './allotted-profile-store.ts';
import type { CarrierProfile, ProfileOrder } from './carrier.ts';
import {
  claimProfilesWaiting,
  claimUnlockedProfiles,
  countFree,
  insertFree,
} from './free-profile-store.ts';
import { openProfileBlocks } from './profile-blocks.ts';

/** The free profiles of one carrier. */
export type ProfileStock = {
  /** Claims up to `count` without waiting; may skip profiles that become free again later. */
  claimNow(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]>;
  /** Claims up to `count`, waiting for others; fewer only if no other profile is free. */
  claimForSure(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]>;
  /** Returns profiles to where this transaction claimed them. */
  takeBack(tx: Tx, profiles: readonly CarrierProfile[]): Promise<void>;
  /** Allots profiles beside the accounts that claimed lately. Never throws. */
  allotAhead(db: Database): Promise<void>;
};

/**
 * Opens the stock of a carrier. The stock keeps the highest ICCID that this process claimed: a
 * search from the lowest ICCID reads again over the dead index entries of all earlier sales
 * (measured: 3,100 instead of 16,000 profiles a second). Profiles below it are found when the rest
 * is used up. On a distributed database a claim takes from the block beside its account first, then
 * from the coordinator, and at last from the blocks of other shards.
 */
export function openProfileStock(carrier: string): ProfileStock {
  const blocks = openProfileBlocks(carrier);
  let claimedUpTo = '';

  async function claimFree(tx: Tx, count: number): Promise<CarrierProfile[]> {
    const profiles = await claimUnlockedProfiles(tx, { carrier, count, after: claimedUpTo });
    claimedUpTo = profiles.length < count ? '' : highestIccid(profiles, claimedUpTo);
    return profiles;
  }

  async function claimBeside(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]> {
    return tx.isDistributed() ? blocks.claim(tx, order) : [];
  }

  async function claimNow(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]> {
    const profiles = await claimBeside(tx, order);
    const missing = order.count - profiles.length;
    if (missing > 0) profiles.push(...(await claimFree(tx, missing)));
    return profiles;
  }

  async function claimForSure(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]> {
    const startsBelow = claimedUpTo !== '';
    const profiles = await claimNow(tx, order);
    const missing = () => order.count - profiles.length;
    if (missing() > 0 && startsBelow) profiles.push(...(await claimFree(tx, missing())));
    if (missing() === 0) return profiles;
    profiles.push(...(await claimWaiting(tx, { carrier, count: missing() })));
    if (missing() === 0 || !tx.isDistributed()) return profiles;
    profiles.push(...(await claimFromBlocks(tx, { carrier, count: missing() })));
    // What a block gave back meanwhile.
    if (missing() === 0) return profiles;
    return [...profiles, ...(await claimWaiting(tx, { carrier, count: missing() }))];
  }

  async function takeBack(tx: Tx, profiles: readonly CarrierProfile[]): Promise<void> {
    const others = tx.isDistributed() ? await blocks.takeBack(tx, profiles) : profiles;
    const iccids = others.map(({ iccid }) => iccid);
    if (iccids.length > 0) await insertFree(tx, { carrier, iccids });
  }

  async function allotAhead(db: Database): Promise<void> {
    if (db.isDistributed()) await blocks.fillLow(db);
  }

  return { claimNow, claimForSure, takeBack, allotAhead };
}

type Missing = { carrier: string; count: number };

/** Claims free profiles that others hold, as far as they are not sold. */
async function claimWaiting(tx: Tx, { carrier, count }: Missing): Promise<CarrierProfile[]> {
  const profiles: CarrierProfile[] = [];
  // Two transactions that wait here for each other's profiles are a deadlock, and one of them is
  // retried. That is rarer and cheaper than a savepoint around every sale. A profile that another
  // sale returned is a new row, which only a later statement sees.
  while (profiles.length < count && (await countFree(tx, carrier, 1)) > 0) {
    const missing = count - profiles.length;
    profiles.push(...(await claimProfilesWaiting(tx, { carrier, count: missing })));
  }
  return profiles;
}

/** Claims profiles of any block, the last ones of the carrier, also those that others hold. */
async function claimFromBlocks(tx: Tx, { carrier, count }: Missing): Promise<CarrierProfile[]> {
  const profiles: CarrierProfile[] = [];
  const claimOf = async (blocks: readonly BlockName[], claim: typeof claimAllottedWaiting) => {
    for (const block of blocks) {
      const missing = count - profiles.length;
      if (missing > 0) profiles.push(...(await claim(tx, { ...block, count: missing })));
    }
  };
  let blocks = await selectBlocks(tx, carrier);
  while (blocks.length > 0 && profiles.length < count) {
    await claimOf(blocks, (on, order) => claimAllotted(on, { ...order, after: '' }));
    await claimOf(blocks, claimAllottedWaiting);
    blocks = await selectBlocks(tx, carrier);
  }
  return profiles;
}

function highestIccid(profiles: readonly CarrierProfile[], floor: string): string {
  let highest = floor;
  for (const { iccid } of profiles) if (iccid > highest) highest = iccid;
  return highest;
}
