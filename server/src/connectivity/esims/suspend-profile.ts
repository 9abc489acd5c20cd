import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { insertSuspension } from '../carrier-orders/index.ts';
import type { EsimProfile } from './esim-profile.ts';
import { lockProfile, refuseUnlessActive } from './lock-profile.ts';
import { updateProfileSuspension } from './profile-store.ts';
import { closeSessions } from './session-store.ts';

/**
 * Keeps an eSIM off the network until it is resumed; its packages keep their data and run on. The
 * supplier that delivered it is asked to do the same, and nobody waits for it.
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
  await insertSuspension(scope.db, { ...ofSupplier(scope, profile), verb: 'suspend' });
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
  await insertSuspension(scope.db, { ...ofSupplier(scope, profile), verb: 'resume' });
  const before = { suspended: true };
  audit(scope, { action: 'esim.resumed', target: iccid, before, after: { suspended: false } });
  return resumed;
}

/** Names the eSIM as its supplier knows it; carriers with stock are told nothing. */
function ofSupplier({ accountId, now }: Scope, { carrier, iccid }: EsimProfile) {
  return { accountId, carrier, iccid, at: now };
}
