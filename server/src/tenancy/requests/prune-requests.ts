import type { Database } from '../../platform/db/database.ts';
import { dropPartitions } from '../../platform/db/partitions.ts';
import { KEPT_DAYS } from './store.ts';

/** Drops the months of requests that are too old to be read. Returns the names of what is gone. */
export function pruneRequests(db: Database): Promise<string[]> {
  return dropPartitions(db, { table: 'api_requests', olderThanDays: KEPT_DAYS });
}
