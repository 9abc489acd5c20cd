import type { Locale } from '../../kernel/locale.ts';
import type { Buyer } from './billing-details.ts';
import type { Seller } from './seller.ts';
import type { VatTreatment } from './vat.ts';

export const DOCUMENT_KINDS = ['invoice', 'credit_note'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_STATUSES = [
  'due',
  'paid',
  'partly_refunded',
  'refunded',
  'cancelled',
] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** An invoice or a credit note with everything that is printed on it; amounts in cents. */
export type BillingDocument = {
  id: string;
  kind: DocumentKind;
  /** A sample of a sandbox account, with a number of the TEST series. */
  isTest: boolean;
  number: string;
  purchaseId: string;
  /** The invoice that a credit note corrects; null on an invoice. */
  invoiceNumber: string | null;
  issuedAt: Date;
  seller: Seller;
  buyer: Buyer;
  locale: Locale;
  description: string;
  paymentMethod: string;
  /** The reference of a bank transfer; null for other payments. */
  paymentReference: string | null;
  amountMinor: bigint;
  vatMinor: bigint;
  totalMinor: bigint;
  vatRateBasisPoints: number;
  vatTreatment: VatTreatment;
  vatCountry: string | null;
  vatNote: string | null;
  paidAt: Date | null;
  /** The sum of its credit notes without VAT, and their VAT. */
  creditedMinor: bigint;
  creditedVatMinor: bigint;
};

export type Series = 'invoice' | 'credit_note' | 'test_invoice' | 'test_credit_note';

/** Returns the number series of a kind; sandbox accounts have series of their own. */
export function seriesOf(kind: DocumentKind, isTest: boolean): Series {
  return isTest ? `test_${kind}` : kind;
}

/** Returns `2026-000001`, for credit notes `2026-C00001`, for samples with `TEST-` in front. */
export function numberOf(series: Series, year: number, count: number): string {
  const isCreditNote = series.endsWith('credit_note');
  const digits = isCreditNote ? `C${`${count}`.padStart(5, '0')}` : `${count}`.padStart(6, '0');
  return `${series.startsWith('test_') ? 'TEST-' : ''}${year}-${digits}`;
}

type Payment = Pick<BillingDocument, 'kind' | 'paidAt' | 'creditedMinor' | 'amountMinor'>;

/** Returns the status of a document; a credit note is always `refunded`. */
export function statusOf(document: Payment): DocumentStatus {
  const { kind, paidAt, creditedMinor, amountMinor } = document;
  if (kind === 'credit_note') return 'refunded';
  const isTakenBack = creditedMinor === amountMinor;
  if (paidAt === null) return isTakenBack ? 'cancelled' : 'due';
  if (creditedMinor === 0n) return 'paid';
  return isTakenBack ? 'refunded' : 'partly_refunded';
}
