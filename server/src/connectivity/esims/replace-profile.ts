import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Carriers } from '../carriers/index.ts';
import { updateReplaced, updateReplacements } from './change-store.ts';
import type { EsimProfile, NewEsimProfile } from './esim-profile.ts';
import { lockProfile, refuseUnlessActive } from './lock-profile.ts';
import { closeSessions } from './network-sessions.ts';
import { findProfile } from './read-profiles.ts';
import { insertEsimProfiles } from './store.ts';

export type Replacement = { profile: EsimProfile; replaced: EsimProfile };

/**
 * Gives the customer a new profile of the same carrier for one that is faulty, lost or used up, in
 * any state. It joins the same profile domain, so that the data is there at once; the old profile
 * is over and leaves the network. Refuses in order `esim_profile_not_found`, `invalid_state`
 * (replaced or retired before), `out_of_stock`.
 */
export async function replaceProfile(
  scope: Pick<Scope, 'db' | 'accountId' | 'now' | 'changes'>,
  input: { iccid: string; carriers: Carriers },
): Promise<Replacement> {
  const { accountId, now } = scope;
  const old = await lockProfile({ db: scope.db, accountId }, input.iccid);
  refuseUnlessActive(old);
  const [taken] = await input.carriers.named(old.carrier).claimProfiles(scope.db, 1);
  if (!taken) throw new Refusal('out_of_stock', 'There is no eSIM profile in stock.');

  const successor: NewEsimProfile = { ...inPlaceOf(old), ...taken };
  await insertEsimProfiles(scope.db, [successor]);
  const place = { id: successor.id, replacements: old.replacements + 1 };
  await updateReplacements(scope.db, accountId, place);
  const replaced = await updateReplaced(scope.db, scope, { id: old.id, by: successor.id });
  await closeSessions({ db: scope.db, accountId }, { profileIds: [old.id], at: now });
  const profile = await findProfile(scope.db, { accountId, iccid: taken.iccid });
  await recordEvents({ db: scope.db, accountId }, [esimReplaced({ profile, replaced }, now)]);
  audit(scope, {
    action: 'esim.replaced',
    target: old.iccid,
    before: { state: old.state },
    after: { replacedByIccid: profile.iccid },
  });
  return { profile, replaced };
}

/**
 * It takes over the old one's place in the order of purchase, too: a known client pairs profiles
 * and packages by their index.
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
