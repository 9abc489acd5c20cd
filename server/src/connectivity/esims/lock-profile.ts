import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockDomains } from './domain-store.ts';
import { type EsimProfile, isActiveProfile } from './esim-profile.ts';
import { findProfile } from './find-profile.ts';
import { selectProfileForUpdate } from './profile-store.ts';

/**
 * Returns the account's profile with this ICCID and locks it until the transaction ends. The domain
 * is locked first, so that profiles that share data change one after the other. Throws
 * `esim_profile_not_found`.
 */
export async function lockProfile(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  iccid: string,
): Promise<EsimProfile> {
  const { id, profileDomainId } = await findProfile(db, { accountId, iccid });
  await lockDomains(db, accountId, [profileDomainId]);
  const locked = await selectProfileForUpdate(db, { accountId, id });
  if (!locked) throw new Error(`profile ${id} is gone, though profiles are never deleted`);
  return locked;
}

/** Throws `invalid_state` for a replaced or retired profile. */
export function refuseUnlessActive(profile: EsimProfile): void {
  if (isActiveProfile(profile)) return;
  const reason = profile.replacedBy === null ? 'retired' : 'replaced by another one';
  throw new Refusal('invalid_state', `This eSIM was ${reason}.`);
}
