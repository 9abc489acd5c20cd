import type { AccountMode } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { buyerOf, type LocalizedText, textIn } from './billing-details.ts';
import { readBillingDetails } from './details-store.ts';
import { numberOf, type Series, seriesOf } from './document.ts';
import { insertDocument, lockCounter, raiseCounter, selectInvoice } from './document-store.ts';
import { enqueueDocumentMail } from './enqueue-document-mail.ts';
import type { Quote } from './quote.ts';
import { requireSeller } from './require-seller.ts';
import { vatNote } from './vat-words.ts';

export type InvoiceDraft = {
  organizationId: string;
  accountId: string;
  mode: AccountMode;
  purchaseId: string;
  quote: Quote;
  /** Printed as the only line: `Credits`. */
  description: LocalizedText;
  /** As printed: `Visa •••• 4242`, `Bank transfer`. */
  paymentMethod: LocalizedText;
  /** The reference that the buyer's transfer must carry. */
  paymentReference?: string;
  issuedAt: Date;
  paidAt: Date | null;
};

/**
 * Issues the invoice of a purchase, or returns the one that was issued before. Call it late in the
 * transaction: others who issue in this series wait for the commit. A job mails the invoice after
 * the commit. Throws `billing_details_required`, and `billing_not_set_up` without a seller.
 */
export async function issueInvoice(
  tx: Tx,
  { organizationId, accountId, mode, quote, ...draft }: InvoiceDraft,
): Promise<{ id: string; number: string }> {
  const details = await readBillingDetails(tx, organizationId);
  if (!details)
    throw new Refusal('billing_details_required', 'An invoice requires billing details.');
  const seller = await requireSeller(tx);
  const isTest = mode === 'sandbox';
  const next = await nextNumber(tx, seriesOf('invoice', isTest), draft.issuedAt);
  const issued = await selectInvoice(tx, accountId, draft.purchaseId);
  if (issued) return { id: issued.id, number: issued.number };

  const { locale } = details;
  const id = newId();
  const number = await next.take();
  const { totalMinor: _, ...amounts } = quote;
  await insertDocument(tx, accountId, {
    id,
    kind: 'invoice',
    isTest,
    number,
    invoiceId: null,
    seller,
    buyer: buyerOf(details),
    locale,
    vatNote: vatNote(quote.vatTreatment, locale),
    ...amounts,
    ...draft,
    description: textIn(draft.description, locale),
    paymentMethod: textIn(draft.paymentMethod, locale),
    paymentReference: draft.paymentReference ?? null,
  });
  await enqueueDocumentMail(tx, { accountId, number });
  return { id, number };
}

/** Locks the counter of the series and the year (UTC); `take` returns its next number. */
export async function nextNumber(tx: Tx, series: Series, issuedAt: Date) {
  const year = issuedAt.getUTCFullYear();
  const last = await lockCounter(tx, series, year);
  return {
    async take(): Promise<string> {
      await raiseCounter(tx, series, year);
      return numberOf(series, year, last + 1);
    },
  };
}
