import type { AccountMode } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { buyerOf, type Worded, wordsIn } from './billing-details.ts';
import { readBillingDetails } from './details-store.ts';
import { numberOf, type Series, seriesOf } from './document.ts';
import { insertDocument, lockCounter, raiseCounter, selectInvoice } from './document-store.ts';
import { queueSending } from './queue-sending.ts';
import type { Quote } from './quote.ts';
import { readSeller } from './read-seller.ts';
import { vatNote } from './vat-words.ts';

export type InvoiceDraft = {
  organizationId: string;
  accountId: string;
  mode: AccountMode;
  purchaseId: string;
  quote: Quote;
  /** The one line: `Credits`. */
  description: Worded;
  /** As it is printed: `Visa •••• 4242`, `Bank transfer`. */
  paymentMethod: Worded;
  /** What the buyer's transfer must name. */
  paymentReference?: string;
  issuedAt: Date;
  paidAt: Date | null;
};

/**
 * Issues the invoice of a purchase, once: a second time gives the first one. Call it late in the
 * transaction, since all who issue in this series wait for its end. It is mailed after the commit.
 * Refuses `billing_details_required`, and `service_unavailable` without a seller.
 */
export async function issueInvoice(
  tx: Tx,
  { organizationId, accountId, mode, quote, ...draft }: InvoiceDraft,
): Promise<{ id: string; number: string }> {
  const details = await readBillingDetails(tx, organizationId);
  if (!details) throw new Refusal('billing_details_required', 'An invoice needs a buyer.');
  const seller = await readSeller(tx);
  const isTest = mode === 'sandbox';
  const next = await nextNumber(tx, seriesOf('invoice', isTest), draft.issuedAt);
  const issued = await selectInvoice(tx, accountId, draft.purchaseId);
  if (issued) return { id: issued.id, number: issued.number };

  const { locale } = details;
  const id = newId();
  const number = await next.take();
  const { totalMinor: _, ...amounts } = quote;
  await insertDocument(tx, accountId, {
    ...{ id, kind: 'invoice', isTest, number, invoiceId: null },
    ...{ seller, buyer: buyerOf(details), locale, vatNote: vatNote(quote.vatTreatment, locale) },
    ...amounts,
    ...draft,
    description: wordsIn(draft.description, locale),
    paymentMethod: wordsIn(draft.paymentMethod, locale),
    paymentReference: draft.paymentReference ?? null,
  });
  await queueSending(tx, { accountId, number });
  return { id, number };
}

/** Holds the counter of the series and of the year (UTC), and takes its next number when asked. */
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
