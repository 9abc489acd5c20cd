import type { Queryable, Tx } from '../db/database.ts';
import { Refusal } from '../lib/refusal.ts';
import type { EsimProfile } from './esim-profile.ts';
import {
  lockDomains,
  selectProfileByIccid,
  selectProfilesByIccid,
  selectProfilesOf,
  updateLastSeen,
} from './read-store.ts';

/** The profiles of these customers, oldest first, replaced and retired ones too. */
export async function readProfiles(
  db: Queryable,
  of: { accountId: string; customerIds: readonly string[] },
): Promise<EsimProfile[]> {
  return of.customerIds.length > 0 ? selectProfilesOf(db, of.accountId, of.customerIds) : [];
}

/** The account's profile with this ICCID; refuses `esim_profile_not_found`. */
export async function findProfile(
  db: Queryable,
  of: { accountId: string; iccid: string },
): Promise<EsimProfile> {
  const profile = await selectProfileByIccid(db, of.accountId, of.iccid);
  if (!profile) throw new Refusal('esim_profile_not_found', 'There is no eSIM with this ICCID.');
  return profile;
}

/**
 * The account's profiles with these ICCIDs, by ICCID; their domains stay locked until the
 * transaction ends, so that one batch after the other is charged to them.
 */
export async function lockProfiles(
  tx: Tx,
  of: { accountId: string; iccids: readonly string[] },
): Promise<Map<string, EsimProfile>> {
  const profiles = await selectProfilesByIccid(tx, of.accountId, of.iccids);
  const domainIds = [...new Set(profiles.map((profile) => profile.profileDomainId))];
  await lockDomains(tx, of.accountId, domainIds);
  return new Map(profiles.map((profile) => [profile.iccid, profile]));
}

/** Notes when each profile was last on a network, by profile id; never earlier than known. */
export async function noteSeen(
  tx: Tx,
  accountId: string,
  seen: ReadonlyMap<string, Date>,
): Promise<void> {
  if (seen.size > 0) await updateLastSeen(tx, accountId, seen);
}
