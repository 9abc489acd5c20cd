import type { Database } from '../../platform/db/database.ts';
import { deleteOldAttempts, deleteOldLinks } from '../people/index.ts';
import { deleteOldSessions, SESSION_IDLE_MS } from '../sessions/index.ts';

/** Deletes the sessions, challenges, links and counters that are over. */
export async function pruneSignIns(db: Database, now: Date): Promise<void> {
  await deleteOldSessions(db, new Date(now.getTime() - SESSION_IDLE_MS));
  await deleteOldLinks(db);
  await deleteOldAttempts(db);
}
