import { newId } from '../../kernel/ids.ts';
import { formatAmount } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type LocalizedText, textIn } from './billing-details.ts';
import { seriesOf } from './document.ts';
import { addCredited, insertDocument, lockInvoice } from './document-store.ts';
import { enqueueDocumentMail } from './enqueue-document-mail.ts';
import { nextNumber } from './issue-invoice.ts';
import { vatOf } from './vat.ts';

export type CreditNoteDraft = {
  accountId: string;
  purchaseId: string;
  /** Without VAT; at most the rest of the invoice. */
  amountMinor: bigint;
  /** Printed as the only line. */
  reason: LocalizedText;
  issuedAt: Date;
};

/**
 * Issues a credit note for the invoice of a purchase, or for a part of it. The VAT of all credit
 * notes of an invoice adds up to the VAT of the invoice, to the cent. Throws `invoice_not_found`,
 * and `invalid_request` if the amount is above the rest of the invoice.
 */
export async function issueCreditNote(
  tx: Tx,
  { accountId, purchaseId, amountMinor, reason, issuedAt }: CreditNoteDraft,
): Promise<{ number: string }> {
  const invoice = await lockInvoice(tx, accountId, purchaseId);
  if (!invoice) throw new Refusal('invoice_not_found', 'The purchase has no invoice.');
  const leftMinor = invoice.amountMinor - invoice.creditedMinor;
  if (amountMinor <= 0n || amountMinor > leftMinor) {
    throw invalid('/amount', `must be above zero and at most ${formatAmount(leftMinor)}`);
  }

  const creditedMinor = invoice.creditedMinor + amountMinor;
  const vatMinor = vatOf(creditedMinor, invoice.vatRateBasisPoints) - invoice.creditedVatMinor;
  const series = seriesOf('credit_note', invoice.isTest);
  const number = await (await nextNumber(tx, series, issuedAt)).take();
  const { invoiceNumber: _, id: invoiceId, ...kept } = invoice;
  await insertDocument(tx, accountId, {
    ...kept,
    id: newId(),
    kind: 'credit_note',
    number,
    invoiceId,
    issuedAt,
    description: textIn(reason, invoice.locale),
    amountMinor,
    vatMinor,
    paidAt: null,
  });
  await addCredited(tx, accountId, { invoiceId, amountMinor, vatMinor });
  await enqueueDocumentMail(tx, { accountId, number });
  return { number };
}
