import type { Queryable } from '../db/database.ts';
import { type Keyset, toCursorPage } from '../http/paging.ts';
import { invalid } from '../lib/refusal.ts';
import type { TimeRange } from '../lib/time-range.ts';
import { selectEntriesBelow } from './entries-store.ts';
import type { Entry } from './entry.ts';

export type EntriesPage = { items: Entry[]; nextCursor: string | null };

/** A page of what moved the account's credits, newest first. Refuses `invalid_request` at `/after`. */
export async function listEntries(
  db: Queryable,
  accountId: string,
  { limit, after, range }: { limit: number; after?: Keyset; range: TimeRange },
): Promise<EntriesPage> {
  const below = after && readSequence(after);
  const entries = await selectEntriesBelow(db, accountId, { below, range, limit: limit + 1 });
  return toCursorPage(entries, limit, (entry) => [entry.sequence.toString()]);
}

function readSequence([text = '']: Keyset): bigint {
  if (!/^\d{1,18}$/.test(text)) throw invalid('/after', 'must be a nextCursor of this list');
  return BigInt(text);
}
