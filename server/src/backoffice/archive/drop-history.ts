import type { Database } from '../../platform/db/database.ts';
import { dropUnneeded } from '../../platform/db/expired-tables.ts';

/** For how many days each is kept; undefined: for ever. */
export type Retention = {
  events: number | undefined;
  usage: number | undefined;
  audit: number | undefined;
};

/** An author of sales goes with the last of them, so sales go after everything else. */
const TABLES = {
  events: 'events',
  usage_records: 'usage',
  audit_log: 'audit',
  audit_sales: 'audit',
} as const;

/**
 * Drops the months of events, usage records and the audit log that the operator keeps no longer.
 * Usage records and the audit log go only after they were archived, events after every endpoint and
 * report has had them. Returns the names of the dropped tables, and why others had to stay.
 */
export async function dropHistory(db: Database, retention: Retention) {
  const dropped: string[] = [];
  const needed: string[] = [];
  for (const [table, kind] of Object.entries(TABLES)) {
    const keptDays = retention[kind];
    if (keptDays === undefined) continue;
    const of = await dropUnneeded(db, { table, keptDays });
    dropped.push(...of.dropped);
    needed.push(...of.needed);
  }
  return { dropped, needed };
}
