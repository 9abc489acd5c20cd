import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { EsimProfile } from './esim-profile.ts';
import { lockProfile, refuseUnlessActive } from './lock-profile.ts';
import { updateProfileSuspension } from './profile-store.ts';
import { closeSessions } from './session-store.ts';

/**
 * Keeps an eSIM off the network until it is resumed; its packages keep their data and run on.
 * Throws in order `esim_profile_not_found`, `invalid_state` (replaced, retired or suspended).
 */
export async function suspendProfile(scope: Scope, iccid: string): Promise<EsimProfile> {
  const profile = await lockProfile(scope, iccid);
  refuseUnlessActive(profile);
  if (profile.suspendedAt) throw new Refusal('invalid_state', 'This eSIM is already suspended.');

  const suspended = await updateProfileSuspension(scope.db, scope.accountId, {
    id: profile.id,
    at: scope.now,
  });
  await closeSessions(scope, { profileIds: [profile.id], at: scope.now });
  const before = { suspended: false };
  audit(scope, { action: 'esim.suspended', target: iccid, before, after: { suspended: true } });
  return suspended;
}

/**
 * Lets a suspended eSIM use the network again. Throws in order `esim_profile_not_found`,
 * `invalid_state` (replaced, retired or not suspended).
 */
export async function resumeProfile(scope: Scope, iccid: string): Promise<EsimProfile> {
  const profile = await lockProfile(scope, iccid);
  refuseUnlessActive(profile);
  if (!profile.suspendedAt) throw new Refusal('invalid_state', 'This eSIM is not suspended.');

  const resumed = await updateProfileSuspension(scope.db, scope.accountId, {
    id: profile.id,
    at: null,
  });
  const before = { suspended: true };
  audit(scope, { action: 'esim.resumed', target: iccid, before, after: { suspended: false } });
  return resumed;
}
