import { invalid } from '../../kernel/refusal.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { selectEntriesBelow } from './entries-store.ts';
import type { Entry } from './entry.ts';

/**
 * What moved the account's credits, newest first, from behind the entry with the number `after`.
 * Refuses `invalid_request` at `/after`.
 */
export async function listEntries(
  db: Queryable,
  accountId: string,
  { limit, after, range }: { limit: number; after?: string; range: TimeRange },
): Promise<Entry[]> {
  const below = after === undefined ? undefined : readSequence(after);
  return selectEntriesBelow(db, accountId, { below, range, limit });
}

function readSequence(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw invalid('/after', 'must be a nextCursor of this list');
  return BigInt(text);
}
