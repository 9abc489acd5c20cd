import type { Database } from '../../platform/db/database.ts';
import { dropExpired } from '../../platform/db/expired-tables.ts';
import { KEPT_DAYS } from './store.ts';

/** Drops the monthly partitions of requests that have expired. Returns their names. */
export function pruneRequests(db: Database): Promise<string[]> {
  return dropExpired(db, { table: 'api_requests', keptDays: KEPT_DAYS });
}
