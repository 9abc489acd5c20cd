import type { Queryable } from '../../platform/db/database.ts';
import { clearOldAddresses } from './store.ts';

/**
 * Takes at most `limit` addresses out of the log that were kept for longer than so many days of
 * real time, oldest first, and gives their number. Safe to run at once with others.
 */
export function forgetAuditAddresses(
  db: Queryable,
  of: { olderThanDays: number; limit: number },
): Promise<number> {
  return clearOldAddresses(db, of);
}
