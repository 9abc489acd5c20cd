import { invalid } from '../../kernel/refusal.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { selectEntriesBelow } from './entries-store.ts';
import type { Entry } from './entry.ts';

/**
 * What moved the account's credits, newest first, from behind the entry with the number `after`.
 * Refuses `invalid_request` at `/after`.
 */
export async function listEntries(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { limit, after, range }: { limit: number; after?: string; range: TimeRange },
): Promise<Entry[]> {
  const below = after === undefined ? undefined : readSequence(after);
  return selectEntriesBelow(scope.db, scope.accountId, { below, range, limit });
}

function readSequence(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw invalid('/after', 'must be a nextCursor of this list');
  return BigInt(text);
}
