import type { Database } from '../../platform/db/database.ts';
import { type Pruned, pruneTable } from '../../platform/db/expired-tables.ts';
import { KEPT_DAYS } from './store.ts';

const TABLE = 'idempotency_keys';

/**
 * Drops the closed tables of keys whose keys are all older than 30 days, and closes the open one
 * once a week.
 */
export function pruneIdempotencyKeys(db: Database): Promise<Pruned> {
  return pruneTable(db, { table: TABLE, keptDays: KEPT_DAYS });
}
