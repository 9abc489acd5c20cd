import type { Database } from '../../platform/db/database.ts';
import { deleteAbandoned, deleteEnded } from './file-store.ts';

const KEPT_DAYS = 90;

/**
 * Deletes files that ended 90 days ago, and those that were not received to their end; returns how
 * many.
 */
export async function pruneUsageFiles(db: Database): Promise<number> {
  return (await deleteAbandoned(db)) + (await deleteEnded(db, { days: KEPT_DAYS }));
}
