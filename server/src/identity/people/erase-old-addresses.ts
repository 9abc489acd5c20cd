import type { Queryable } from '../../platform/db/database.ts';
import { clearSessionAddresses } from './address-store.ts';

/** Takes at most `limit` addresses out of sessions older than so many days; gives their number. */
export function forgetSessionAddresses(
  db: Queryable,
  of: { olderThanDays: number; limit: number },
): Promise<number> {
  return clearSessionAddresses(db, of);
}
