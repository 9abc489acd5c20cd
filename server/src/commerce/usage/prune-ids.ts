import type { Database } from '../../platform/db/database.ts';
import { type Pruned, pruneTable } from '../../platform/db/expired-tables.ts';
import { WINDOW_DAYS } from './usage-record.ts';

const RECORDS = 'usage_record_ids';
const EVENTS = 'profile_event_ids';
/** The clocks of carriers may be ahead, so an ID is older than its record. */
const MARGIN_DAYS = 1;

/**
 * Drops the closed tables of record IDs whose records are all refused for their age by now, and
 * closes the open one every 30 days.
 */
export function pruneRecordIds(db: Database): Promise<Pruned> {
  return prune(db, RECORDS);
}

/** Does the same with the IDs of carriers' events. */
export function pruneEventIds(db: Database): Promise<Pruned> {
  return prune(db, EVENTS);
}

function prune(db: Database, table: string): Promise<Pruned> {
  return pruneTable(db, { table, keptDays: WINDOW_DAYS + MARGIN_DAYS });
}
