import type { Database } from '../../platform/db/database.ts';
import { deleteOldAddresses } from '../../tenancy/organizations/index.ts';
import { deleteOldAttempts, deleteOldLinks, deleteUnconfirmed } from '../people/index.ts';
import { deleteOldSessions, SESSION_IDLE_MS } from '../sessions/index.ts';

/** Long after the last link of a sign-up has ended. */
const UNCONFIRMED_MS = 7 * 24 * 3_600_000;
const PEOPLE_AT_ONCE = 1_000;

/**
 * Deletes the sessions, challenges, links and counters that are over, and people who signed up a
 * week ago and never proved their address.
 */
export async function pruneSignIns(db: Database, now: Date): Promise<void> {
  await deleteOldSessions(db, new Date(now.getTime() - SESSION_IDLE_MS));
  await deleteOldLinks(db);
  await deleteOldAddresses(db);
  await deleteOldAttempts(db);
  const before = new Date(now.getTime() - UNCONFIRMED_MS);
  const asked = { before, limit: PEOPLE_AT_ONCE };
  while ((await db.transaction((tx) => deleteUnconfirmed(tx, asked))) === PEOPLE_AT_ONCE);
}
