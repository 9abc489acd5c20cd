import { createHash } from 'node:crypto';
import type { Database } from '../../platform/db/database.ts';
import { deleteRejected, type RejectedRow, upsertRejected } from './rejected-store.ts';

/** Longer ones are cut: they are for people to look at. */
const KEPT_BYTES = 4_096;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** What jsonb does not take comes through escapes only. */
const ESCAPED = /\\u(0000|d[89a-f])/i;

/** Keeps what a carrier sent and could not be charged, each once, for a person to look at. */
export async function keepRejected(
  db: Database,
  carrier: string,
  rejected: readonly { sent: unknown; reason: string }[],
): Promise<void> {
  if (rejected.length === 0) return;
  const rows = new Map<string, RejectedRow>();
  for (const { sent, reason } of rejected) {
    const row = toRow(sent, reason);
    rows.set(row.hash.toString('hex'), row);
  }
  const kept = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  await db.transaction((tx) => upsertRejected(tx, carrier, kept));
}

function toRow(sent: unknown, reason: string): RejectedRow {
  const text = JSON.stringify(sent);
  const hash = createHash('sha256').update(text).digest();
  return { hash, record: storable(text), reason };
}

/**
 * Returns the record as it was sent; as a text about it when it is too long, or no database takes
 * it.
 */
function storable(json: string): string {
  if (json.length <= KEPT_BYTES && !ESCAPED.test(json)) return json;
  const cut = Buffer.from(json).subarray(0, KEPT_BYTES).toString('utf8');
  return JSON.stringify(cut);
}

/** Deletes records that were not sent again for 90 days; returns how many. */
export function pruneRejected(db: Database, realNow: Date): Promise<number> {
  return deleteRejected(db, new Date(realNow.getTime() - KEPT_DAYS * DAY_MS));
}
