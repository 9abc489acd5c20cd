import { coalesce } from '../../kernel/coalesce.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { BillingDocument } from './document.ts';
import { selectPdf, upsertPdf } from './pdf-store.ts';
import { renderDocument } from './render-document.ts';

/** Change this when the layout changes, so that documents are rendered again. */
const LAYOUT = 1;

type Wanted = { db: Queryable; accountId: string; document: BillingDocument };

/**
 * Returns the PDF of a document. It is rendered once for each payment state and kept; requests at
 * the same moment share one rendering.
 */
export const readDocumentPdf = coalesce(
  readOrRender,
  ({ accountId, document }: Wanted) => `${accountId} ${document.id} ${stateKeyOf(document)}`,
);

async function readOrRender({ db, accountId, document }: Wanted): Promise<Buffer> {
  const key = { accountId, documentId: document.id, stateKey: stateKeyOf(document) };
  const kept = await selectPdf(db, key);
  if (kept) return kept;
  const content = await renderDocument(document);
  await upsertPdf(db, key, content);
  return content;
}

/** Returns everything printed that can change: the payment, and the credited amount. */
function stateKeyOf({ paidAt, creditedMinor, creditedVatMinor }: BillingDocument): string {
  return [LAYOUT, paidAt?.toISOString() ?? 'due', creditedMinor, creditedVatMinor].join(' ');
}
