import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { EsimProfile } from './esim-profile.ts';
import { selectProfileByIccid, selectProfilesOf } from './read-store.ts';

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
