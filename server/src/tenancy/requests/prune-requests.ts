import type { Database } from '../../platform/db/database.ts';
import { findOldPartitions } from '../../platform/db/partitions.ts';
import { dropMonth, KEPT_DAYS } from './store.ts';

/** Drops the monthly partitions of requests that have expired. Returns their names. */
export async function pruneRequests(db: Database): Promise<string[]> {
  const old = await findOldPartitions(db, { table: 'api_requests', olderThanDays: KEPT_DAYS });
  for (const { name } of old) await db.transaction((tx) => dropMonth(tx, name));
  return old.map(({ name }) => name);
}
