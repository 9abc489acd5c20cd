import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Carriers } from '../carriers/index.ts';
import type { EsimProfile, NewEsimProfile } from './esim-profile.ts';
import { findProfile } from './find-profile.ts';
import { lockProfile, refuseUnlessActive } from './lock-profile.ts';
import { addEsimProfiles, updateReplaced, updateReplacements } from './profile-store.ts';
import { closeSessions } from './session-store.ts';

export type Replacement = { profile: EsimProfile; replaced: EsimProfile };

/**
 * Replaces a profile, in any state, by a new one of the same carrier. The new profile joins the
 * same profile domain, so that its data is available at once. The old profile is retired and leaves
 * the network. Throws in order `esim_profile_not_found`, `invalid_state` (replaced or retired
 * before), `out_of_stock`.
 */
export async function replaceProfile(
  scope: Pick<Scope, 'db' | 'accountId' | 'now' | 'changes'>,
  input: { iccid: string; carriers: Carriers },
): Promise<Replacement> {
  const { accountId, now } = scope;
  const old = await lockProfile(scope, input.iccid);
  refuseUnlessActive(old);
  const [claimed] = await input.carriers
    .named(old.carrier)
    .claimProfiles(scope.db, { count: 1, accountId });
  if (!claimed) throw new Refusal('out_of_stock', 'No eSIM profile is in stock.');

  const successor: NewEsimProfile = { ...inPlaceOf(old), ...claimed };
  await addEsimProfiles(scope.db, [successor]);
  const place = { id: successor.id, replacements: old.replacements + 1 };
  await updateReplacements(scope.db, accountId, place);
  const replaced = await updateReplaced(scope.db, scope, { id: old.id, by: successor.id });
  await closeSessions(scope, { profileIds: [old.id], at: now });
  const profile = await findProfile(scope.db, { accountId, iccid: claimed.iccid });
  await recordEvents(scope, [esimReplaced({ profile, replaced }, now)]);
  audit(scope, {
    action: 'esim.replaced',
    target: old.iccid,
    before: { state: old.state },
    after: { replacedByIccid: profile.iccid },
  });
  return { profile, replaced };
}

/**
 * Returns the fields that the new profile has in common with the old one. Its place in the order of
 * purchase is one of them: an existing client pairs profiles and packages by their index.
 */
function inPlaceOf({ accountId, customerId, profileDomainId, carrier, createdAt }: EsimProfile) {
  return { accountId, id: newId(), customerId, profileDomainId, carrier, createdAt };
}

function esimReplaced({ profile, replaced }: Replacement, at: Date): EventDraft {
  const body = {
    uid: replaced.customerId,
    iccid: replaced.iccid,
    imsi: replaced.imsi,
    replacedByIccid: profile.iccid,
    replacedByImsi: profile.imsi,
  };
  return { type: 'esim.replaced', body, createdAt: at };
}
