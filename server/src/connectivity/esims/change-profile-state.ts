import { isEid } from '../../kernel/eid.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type EsimProfile, INSTALL_LIMIT } from './esim-profile.ts';
import { lockProfile, refuseUnlessActive } from './lock-profile.ts';
import { nextProfileState, type ProfileAction } from './profile-action.ts';
import { updateProfileState } from './profile-store.ts';
import { closeSessions } from './session-store.ts';

/**
 * Applies an action that a device, a carrier or the sandbox reports to the account's profile. The
 * first installation activates it, and an EID in a report is kept. A profile that leaves the state
 * INSTALLED leaves the network. Throws in order `invalid_request` (a wrong EID),
 * `esim_profile_not_found`, `invalid_state`, `installation_limit_reached`.
 */
export async function changeProfileState(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: { iccid: string; action: ProfileAction; eid?: string },
): Promise<EsimProfile> {
  const { iccid, action, eid } = input;
  if (eid !== undefined && !isEid(eid))
    throw invalid('/eid', 'must be an EID: 32 digits with valid check digits');
  const profile = await lockProfile(scope, iccid);
  refuseUnlessActive(profile);
  const state = nextProfileState(profile.state, action);
  if (!state)
    throw new Refusal('invalid_state', `This eSIM is ${profile.state}. ${ALLOWED[action]}`);
  if (action === 'install') refuseAtInstallLimit(profile);

  const isInstall = action === 'install';
  const changed = await updateProfileState(scope.db, scope, {
    id: profile.id,
    state,
    eid,
    isInstall,
  });
  if (state !== 'INSTALLED') {
    await closeSessions(scope, { profileIds: [profile.id], at: scope.now });
  }
  await recordEvents(scope, [statusChanged(changed, scope.now)]);
  return changed;
}

const ALLOWED: Record<ProfileAction, string> = {
  install: 'Only a released eSIM can be installed.',
  remove: 'Only an eSIM on a device can be removed.',
  disable: 'Only an installed eSIM can be disabled.',
  enable: 'Only a disabled eSIM can be enabled.',
  fail: 'It has failed already.',
};

function refuseAtInstallLimit({ installCount }: EsimProfile): void {
  if (installCount < INSTALL_LIMIT) return;
  const detail = `This eSIM was installed ${INSTALL_LIMIT} times, which is the limit. Replace it.`;
  throw new Refusal('installation_limit_reached', detail);
}

/** Returns the eSIM Status event (docs/api-compatibility.md#webhooks). */
function statusChanged({ iccid, imsi, state, eid }: EsimProfile, at: Date): EventDraft {
  const body = { iccid, imsi, profileState: state, ...(eid !== null && { eid }) };
  return { type: 'esim.status_changed', body, createdAt: at };
}
