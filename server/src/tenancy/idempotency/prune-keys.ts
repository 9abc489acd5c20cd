import type { Database } from '../../platform/db/database.ts';
import { closeTable, dropExpired } from '../../platform/db/expired-tables.ts';
import { KEPT_DAYS } from './store.ts';

const TABLE = 'idempotency_keys';

/**
 * Drops the closed tables of keys whose keys are all older than 30 days, and closes the open one
 * once a week. Returns the names of the dropped tables.
 */
export async function pruneIdempotencyKeys(db: Database): Promise<string[]> {
  await closeTable(db, TABLE);
  return dropExpired(db, { table: TABLE, keptDays: KEPT_DAYS });
}
