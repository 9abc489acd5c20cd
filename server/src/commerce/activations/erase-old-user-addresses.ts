import type { Queryable } from '../../platform/db/database.ts';
import { clearOldUserIps } from './erase-store.ts';

/**
 * Takes at most `limit` addresses of travellers out of packages that were sold more than so many
 * days of real time ago, oldest first; gives their number.
 */
export function eraseOldUserAddresses(
  db: Queryable,
  of: { olderThanDays: number; limit: number },
): Promise<number> {
  return clearOldUserIps(db, of);
}
