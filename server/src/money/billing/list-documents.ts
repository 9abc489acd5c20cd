import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { BillingDocument } from './document.ts';
import { type DocumentCursor, type DocumentFilter, selectDocuments } from './document-store.ts';

/**
 * Returns the invoices and credit notes of the account, newest first, starting behind the one whose
 * time and id are in `after`. Throws `invalid_request` at `/after` if it is no such cursor.
 */
export async function listDocuments(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { after, ...wanted }: DocumentFilter & { limit: number; after: readonly string[] | undefined },
): Promise<BillingDocument[]> {
  const cursor = after && readDocumentCursor(after);
  return selectDocuments(scope.db, scope.accountId, { ...wanted, after: cursor });
}

function readDocumentCursor([time = '', id = '']: readonly string[]): DocumentCursor {
  const issuedAt = new Date(time);
  const isPlace = !Number.isNaN(issuedAt.getTime()) && issuedAt.toISOString() === time;
  if (!isPlace || !isUuid(id)) throw invalid('/after', 'must be a nextCursor of this list');
  return { issuedAt, id };
}
