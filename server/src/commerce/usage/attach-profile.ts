import {
  closeSessions,
  type EsimProfile,
  findProfile,
  findSessionStart,
  isActiveProfile,
  lockProfile,
  openSession,
  recordSightings,
} from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockUsablePackages, savePackages } from '../activations/index.ts';
import { attachToDomain, openDomain } from './domain-use.ts';
import { countryChanged } from './sightings.ts';

type Place = { accountId: string; now: Date };

export type Attach = {
  iccid: string;
  /** Upper case. */
  country: string;
  mcc?: string;
  mnc?: string;
  /** When it happened according to the carrier; now if omitted. */
  at?: Date;
};

/**
 * Records that a profile joined a network: opens its session, which ends the one before, and starts
 * the waiting FIRST_USE package that is first in the order of use. A carrier's late report, from
 * before the profile was last seen, only starts the package. Throws `esim_profile_not_found`, and
 * `invalid_state` unless the profile is installed.
 */
export async function attachProfile(
  scope: Pick<Scope, 'db'> & Place,
  attach: Attach,
): Promise<EsimProfile> {
  const { accountId } = scope;
  const { iccid, country } = attach;
  const profile = await lockProfile({ db: scope.db, accountId }, iccid);
  refuseUnlessInstalled(profile);
  const at = momentOf(attach, scope);
  const facts: EventDraft[] = [];

  if (!isLate(profile, attach)) {
    const { mcc = null, mnc = null } = attach;
    await openSession(
      { db: scope.db, accountId },
      { profileId: profile.id, country, mcc, mnc, at },
    );
    const from = profile.currentCountry;
    if (from !== country) facts.push(countryChanged(profile, { from, to: country, at }));
  }
  await recordSightings({ db: scope.db, accountId }, [
    { profileId: profile.id, from: at, until: at, place: null },
  ]);
  await startPackage(scope.db, profile, { country, at, facts });
  await recordEvents({ db: scope.db, accountId }, facts);
  return findProfile(scope.db, { accountId, iccid });
}

/**
 * Records that a profile left its network. Throws `esim_profile_not_found`, and `invalid_state` if
 * no session is open, or none was open yet at the time that the carrier reports.
 */
export async function detachProfile(
  scope: Pick<Scope, 'db'> & Place,
  detach: { iccid: string; at?: Date },
): Promise<EsimProfile> {
  const { accountId } = scope;
  const { id, iccid } = await lockProfile({ db: scope.db, accountId }, detach.iccid);
  const openedAt = await findSessionStart(scope.db, { accountId, profileId: id });
  if (!openedAt || (detach.at && detach.at < openedAt)) {
    throw new Refusal('invalid_state', 'This eSIM is not attached to a network.');
  }

  const at = momentOf(detach, scope);
  await closeSessions({ db: scope.db, accountId }, { profileIds: [id], at });
  await recordSightings({ db: scope.db, accountId }, [
    { profileId: id, from: at, until: at, place: null },
  ]);
  return findProfile(scope.db, { accountId, iccid });
}

function refuseUnlessInstalled(profile: EsimProfile): void {
  if (profile.suspendedAt) throw new Refusal('invalid_state', 'This eSIM is suspended.');
  if (profile.state === 'INSTALLED' && isActiveProfile(profile)) return;
  throw new Refusal('invalid_state', 'Only an installed eSIM can attach to a network.');
}

function momentOf({ at }: { at?: Date }, { now }: Place): Date {
  return at && at < now ? at : now;
}

function isLate({ lastSeenAt }: EsimProfile, { at }: Attach): boolean {
  return at !== undefined && lastSeenAt !== null && at < lastSeenAt;
}

async function startPackage(
  tx: Tx,
  { accountId, profileDomainId }: EsimProfile,
  { country, at, facts }: { country: string; at: Date; facts: EventDraft[] },
): Promise<void> {
  const usable = { accountId, domainIds: [profileDomainId], since: at };
  const domain = openDomain(await lockUsablePackages(tx, usable), facts);
  attachToDomain(domain, { country, at });
  await savePackages({ db: tx, accountId }, [...domain.changed]);
}
