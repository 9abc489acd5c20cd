import { isEid } from '../../kernel/eid.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { updateProfileState } from './change-store.ts';
import { type EsimProfile, INSTALL_LIMIT } from './esim-profile.ts';
import { lockProfile, refuseUnlessActive } from './lock-profile.ts';
import { closeSessions } from './network-sessions.ts';
import { nextProfileState, type ProfileAction } from './profile-action.ts';

/**
 * Lets an action happen to the account's profile: what a device, a carrier or the sandbox says.
 * The first installation activates it; each may say the device's EID, which is kept. A profile that
 * leaves the state INSTALLED leaves the network. Refuses in order `invalid_request` (an EID that is
 * none), `esim_profile_not_found`, `invalid_state`, `installation_limit_reached`.
 */
export async function changeProfileState(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: { iccid: string; action: ProfileAction; eid?: string },
): Promise<EsimProfile> {
  const { iccid, action, eid } = input;
  if (eid !== undefined && !isEid(eid)) throw invalid('/eid', 'must be 32 digits that check');
  const profile = await lockProfile({ db: scope.db, accountId: scope.accountId }, iccid);
  refuseUnlessActive(profile);
  const state = nextProfileState(profile.state, action);
  if (!state) throw new Refusal('invalid_state', `This eSIM is ${profile.state}: ${WHY[action]}.`);
  if (action === 'install') refuseSixth(profile);

  const isInstall = action === 'install';
  const changed = await updateProfileState(scope.db, scope, {
    id: profile.id,
    state,
    eid,
    isInstall,
  });
  if (state !== 'INSTALLED') {
    await closeSessions(
      { db: scope.db, accountId: scope.accountId },
      { profileIds: [profile.id], at: scope.now },
    );
  }
  await recordEvents({ db: scope.db, accountId: scope.accountId }, [
    statusChanged(changed, scope.now),
  ]);
  return changed;
}

const WHY: Record<ProfileAction, string> = {
  install: 'only a released one can be installed',
  remove: 'only one that is on a device can be removed',
  disable: 'only an installed one can be switched off',
  enable: 'only one that is switched off can be switched on',
  fail: 'it has failed already',
};

function refuseSixth({ installCount }: EsimProfile): void {
  if (installCount < INSTALL_LIMIT) return;
  const detail = `This eSIM was installed ${INSTALL_LIMIT} times, which is the limit; replace it.`;
  throw new Refusal('installation_limit_reached', detail);
}

/** The eSIM Status of contract section 6. */
function statusChanged({ iccid, imsi, state, eid }: EsimProfile, at: Date): EventDraft {
  const body = { iccid, imsi, profileState: state, ...(eid !== null && { eid }) };
  return { type: 'esim.status_changed', body, createdAt: at };
}
