import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type EntriesBelow, selectEntriesBelow } from './entries-store.ts';
import type { Entry } from './entry.ts';

/**
 * Returns the entries of the account, newest first, starting behind the entry with the number
 * `after`. Throws `invalid_request` at `/after` if it is not a number.
 */
export async function listEntries(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { after, ...wanted }: Omit<EntriesBelow, 'below'> & { after?: string },
): Promise<Entry[]> {
  const below = after === undefined ? undefined : readSequence(after);
  return selectEntriesBelow(scope.db, scope.accountId, { ...wanted, below });
}

function readSequence(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw invalid('/after', 'must be a nextCursor of this list');
  return BigInt(text);
}
