import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectProfileForUpdate } from './change-store.ts';
import { type EsimProfile, isActiveProfile } from './esim-profile.ts';
import { findProfile } from './read-profiles.ts';
import { lockDomains } from './read-store.ts';

/**
 * The account's profile with this ICCID, locked until the transaction ends: its domain first, so
 * that profiles which share data change one after the other. Refuses `esim_profile_not_found`.
 */
export async function lockProfile(
  scope: Pick<Scope, 'db' | 'accountId'>,
  iccid: string,
): Promise<EsimProfile> {
  const { id, profileDomainId } = await findProfile(scope.db, {
    accountId: scope.accountId,
    iccid,
  });
  await lockDomains(scope.db, scope.accountId, [profileDomainId]);
  const locked = await selectProfileForUpdate(scope.db, scope.accountId, id);
  if (!locked) throw new Error(`profile ${id} is gone, though profiles are never deleted`);
  return locked;
}

/** Refuses `invalid_state` for what nothing can happen to any more. */
export function refuseUnlessActive(profile: EsimProfile): void {
  if (isActiveProfile(profile)) return;
  const fate = profile.replacedBy === null ? 'retired' : 'replaced by another one';
  throw new Refusal('invalid_state', `This eSIM was ${fate}.`);
}
