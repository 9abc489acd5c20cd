import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { EsimProfile } from './esim-profile.ts';
import { selectProfileByIccid } from './profile-store.ts';

/** Returns the account's profile with this ICCID. Throws `esim_profile_not_found`. */
export async function findProfile(
  db: Queryable,
  of: { accountId: string; iccid: string },
): Promise<EsimProfile> {
  const profile = await selectProfileByIccid(db, of.accountId, of.iccid);
  if (!profile) throw new Refusal('esim_profile_not_found', 'No eSIM has this ICCID.');
  return profile;
}
