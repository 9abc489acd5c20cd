import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { BillingDocument } from './document.ts';
import { type DocumentPlace, selectDocuments } from './document-store.ts';

/**
 * The account's invoices and credit notes, newest first, from behind the one whose time and id
 * `after` are. Refuses `invalid_request` at `/after`.
 */
export async function listDocuments(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { limit, after }: { limit: number; after: readonly string[] | undefined },
): Promise<BillingDocument[]> {
  return selectDocuments(scope.db, scope.accountId, { limit, after: after && readPlace(after) });
}

function readPlace([time = '', id = '']: readonly string[]): DocumentPlace {
  const issuedAt = new Date(time);
  const isPlace = !Number.isNaN(issuedAt.getTime()) && issuedAt.toISOString() === time;
  if (!isPlace || !isUuid(id)) throw invalid('/after', 'must be a nextCursor of this list');
  return { issuedAt, id };
}
