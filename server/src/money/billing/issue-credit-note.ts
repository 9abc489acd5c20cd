import { newId } from '../../kernel/ids.ts';
import { formatAmount } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Worded, wordsIn } from './billing-details.ts';
import { seriesOf } from './document.ts';
import { addCredited, insertDocument, lockInvoice } from './document-store.ts';
import { nextNumber } from './issue-invoice.ts';
import { queueSending } from './queue-sending.ts';
import { vatOf } from './vat.ts';

export type CreditNoteDraft = {
  accountId: string;
  purchaseId: string;
  /** Without VAT; at most what is left of the invoice. */
  amountMinor: bigint;
  /** Printed as its one line. */
  reason: Worded;
  issuedAt: Date;
};

/**
 * Takes back a purchase's invoice, or a part of it, with its VAT: all credit notes of an invoice
 * together take back its VAT to the cent. Refuses `invoice_not_found`, `invalid_request` for more
 * than is left.
 */
export async function issueCreditNote(
  tx: Tx,
  { accountId, purchaseId, amountMinor, reason, issuedAt }: CreditNoteDraft,
): Promise<{ number: string }> {
  const invoice = await lockInvoice(tx, accountId, purchaseId);
  if (!invoice) throw new Refusal('invoice_not_found', 'The purchase has no invoice.');
  const leftMinor = invoice.amountMinor - invoice.creditedMinor;
  if (amountMinor <= 0n || amountMinor > leftMinor) {
    throw invalid('/amount', `must be more than nothing and at most ${formatAmount(leftMinor)}`);
  }

  const creditedMinor = invoice.creditedMinor + amountMinor;
  const vatMinor = vatOf(creditedMinor, invoice.vatRateBasisPoints) - invoice.creditedVatMinor;
  const series = seriesOf('credit_note', invoice.isTest);
  const number = await (await nextNumber(tx, series, issuedAt)).take();
  const { invoiceNumber: _, id: invoiceId, ...kept } = invoice;
  await insertDocument(tx, accountId, {
    ...kept,
    ...{ id: newId(), kind: 'credit_note', number, invoiceId, issuedAt },
    description: wordsIn(reason, invoice.locale),
    ...{ amountMinor, vatMinor, paidAt: null },
  });
  await addCredited(tx, accountId, { invoiceId, amountMinor, vatMinor });
  await queueSending(tx, { accountId, number });
  return { number };
}
