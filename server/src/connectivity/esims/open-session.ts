import type { Scope } from '../../platform/db/scope.ts';
import { closeSessions, insertSession, type SessionStart } from './session-store.ts';
import { updatePlace } from './sighting-store.ts';

/**
 * Opens a network session of the account's profile, which ends the previous one, and records where
 * the profile is. Returns false without any change if the profile is not installed.
 */
export async function openSession(
  scope: Pick<Scope, 'db' | 'accountId'>,
  start: SessionStart,
): Promise<boolean> {
  const isInstalled = (await updatePlace(scope.db, scope.accountId, start)) === 1;
  if (!isInstalled) return false;
  await closeSessions(scope, { profileIds: [start.profileId], at: start.at });
  await insertSession(scope.db, scope.accountId, start);
  return true;
}
