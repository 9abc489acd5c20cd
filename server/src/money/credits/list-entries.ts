import { invalid } from '../../kernel/refusal.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { selectEntriesBelow } from './entries-store.ts';
import type { Entry } from './entry.ts';

/**
 * Returns the entries of the account, newest first, starting behind the entry with the number
 * `after`. Throws `invalid_request` at `/after` if it is not a number.
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
