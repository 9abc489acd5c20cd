import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  type Attachment,
  insertSession,
  type NetworkSession,
  type SessionStart,
  selectAttachment,
  selectSessionsOf,
  updateClosed,
  updatePlace,
} from './session-store.ts';

/**
 * Opens a network session of the account's profile, which ends the one before; notes where the
 * profile is and that it was seen. False when it is not installed: then nothing has changed.
 */
export async function openSession(
  scope: Pick<Scope, 'db' | 'accountId'>,
  start: SessionStart,
): Promise<boolean> {
  const isInstalled = (await updatePlace(scope.db, scope.accountId, start)) === 1;
  if (!isInstalled) return false;
  await updateClosed(scope.db, scope.accountId, { profileIds: [start.profileId], at: start.at });
  await insertSession(scope.db, scope.accountId, start);
  return true;
}

/** Ends the open network sessions of these profiles; gives how many there were. */
export async function closeSessions(
  scope: Pick<Scope, 'db' | 'accountId'>,
  of: { profileIds: readonly string[]; at: Date },
): Promise<number> {
  return of.profileIds.length > 0 ? updateClosed(scope.db, scope.accountId, of) : 0;
}

/** Where the account's profile was seen last, and how many network sessions it has open there. */
export async function readAttachment(
  db: Queryable,
  of: { accountId: string; profileId: string },
): Promise<Attachment> {
  const attachment = await selectAttachment(db, of.accountId, of.profileId);
  return attachment ?? { country: null, mcc: null, mnc: null, sessionsOpen: 0 };
}

/** Every network session of the account's profiles, oldest first. */
export async function readSessionsOf(
  db: Queryable,
  { accountId, profileIds }: { accountId: string; profileIds: readonly string[] },
): Promise<NetworkSession[]> {
  return profileIds.length > 0 ? selectSessionsOf(db, accountId, profileIds) : [];
}
