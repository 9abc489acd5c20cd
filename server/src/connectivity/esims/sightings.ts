import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  type SeenProfile,
  type Sighting,
  selectOpenedAt,
  selectSeenForUpdate,
  updateEnded,
  updateSightings,
} from './sighting-store.ts';

/**
 * The account's profiles with these ICCIDs, by ICCID, those that there are; locked until the
 * transaction ends, so that one batch after the other is charged to them.
 */
export async function lockProfiles(
  tx: Tx,
  of: { accountId: string; iccids: readonly string[] },
): Promise<Map<string, SeenProfile>> {
  const profiles = await selectSeenForUpdate(tx, of.accountId, of.iccids);
  return new Map(profiles.map((profile) => [profile.iccid, profile]));
}

/** Notes when each profile was on a network, and where when that is its latest place. */
export async function recordSightings(
  scope: Pick<Scope, 'db' | 'accountId'>,
  sightings: readonly Sighting[],
): Promise<void> {
  if (sightings.length > 0) await updateSightings(scope.db, scope.accountId, sightings);
}

/** Ends the open network sessions of these profiles, by profile id, each at its own moment. */
export async function endSessions(
  scope: Pick<Scope, 'db' | 'accountId'>,
  ends: ReadonlyMap<string, Date>,
): Promise<void> {
  if (ends.size > 0) await updateEnded(scope.db, scope.accountId, ends);
}

/** When the profile's open network session began; undefined when none is open. */
export function findSessionStart(
  tx: Tx,
  of: { accountId: string; profileId: string },
): Promise<Date | undefined> {
  return selectOpenedAt(tx, of.accountId, of.profileId);
}
