import type { Locale } from '../../kernel/locale.ts';
import { type BillingDocument, statusOf } from './document.ts';
import {
  DOCUMENT_WORDS,
  printAmount,
  printCountry,
  printDay,
  printRate,
} from './document-words.ts';
import { EU_COUNTRIES } from './vat-place.ts';

export type Row = readonly [label: string, value: string];

/** Returns the rows beside the address: numbers, dates, and the payment method. */
export function headRows(document: BillingDocument): Row[] {
  const { kind, locale, number, issuedAt, invoiceNumber, paymentReference } = document;
  const words = DOCUMENT_WORDS[locale];
  const day = printDay(issuedAt, locale);
  const rows: Row[] = [
    [words.number[kind], number],
    [words.issuedOn, day],
  ];
  if (kind === 'invoice') rows.push([words.suppliedOn, day]);
  if (invoiceNumber !== null) rows.push([words.forInvoice, invoiceNumber]);
  rows.push([words.paymentMethod, document.paymentMethod]);
  if (paymentReference !== null) rows.push([words.paymentReference, paymentReference]);
  return rows;
}

type Party = {
  legalName: string;
  addressLine1: string;
  addressLine2: string | null;
  postalCode: string | null;
  city: string;
  region?: string | null;
  country: string;
  vatId: string | null;
};

const WITH_VAT_IDS = [...EU_COUNTRIES, 'MC', 'GB', 'IM', 'CH', 'NO'];

/** Returns the lines of an address without the name. */
export function addressLines(party: Party, { locale }: { locale: Locale }): string[] {
  const place = [party.postalCode, party.city].filter(Boolean).join(' ');
  const lines = [party.addressLine1, party.addressLine2, place, party.region];
  return [...lines.filter((line) => typeof line === 'string'), printCountry(party.country, locale)];
}

/** Returns `VAT ID ATU…`, or null without a VAT ID. */
export function vatIdLine(party: Party, { locale }: BillingDocument): string | null {
  if (party.vatId === null) return null;
  const { vatId, taxNumber } = DOCUMENT_WORDS[locale];
  return `${WITH_VAT_IDS.includes(party.country) ? vatId : taxNumber} ${party.vatId}`;
}

/** Returns the rows of the net amount and the VAT; the total is drawn apart. */
export function sumRows(document: BillingDocument): Row[] {
  const { locale, vatRateBasisPoints, vatTreatment, vatCountry } = document;
  const words = DOCUMENT_WORDS[locale];
  const rate = printRate(vatRateBasisPoints, locale);
  const where = vatCountry === null ? '' : ` (${printCountry(vatCountry, locale)})`;
  const why = vatTreatment === 'reverse_charge' ? ` (${words.reverseCharge})` : where;
  return [
    [words.subtotal, printAmount(document.amountMinor, locale)],
    [`${words.vat} ${rate}${why}`, printAmount(document.vatMinor, locale)],
  ];
}

/** Returns the sentences about the payment state. */
export function paymentLines(document: BillingDocument): string[] {
  const { locale, paidAt, creditedMinor, creditedVatMinor } = document;
  const words = DOCUMENT_WORDS[locale];
  if (document.kind === 'credit_note') return [words.credited];
  const lines: string[] = [];
  if (paidAt !== null) lines.push(`${words.paidOn} ${printDay(paidAt, locale)}`);
  if (statusOf(document) === 'due') lines.push(words.due);
  const creditedTotal = creditedMinor + creditedVatMinor;
  if (creditedTotal > 0n) lines.push(words.takenBack(printAmount(creditedTotal, locale)));
  return lines;
}

/** Returns the bank details of a due invoice; empty if nothing is due or no account is set. */
export function transferRows(document: BillingDocument): Row[] {
  const { seller, locale } = document;
  const words = DOCUMENT_WORDS[locale];
  if (statusOf(document) !== 'due' || seller.iban === null) return [];
  const rows: (readonly [string, string | null])[] = [
    [words.bank, seller.bankName],
    ['IBAN', seller.iban.replace(/(.{4})(?=.)/g, '$1 ')],
    ['BIC', seller.bic],
    [words.paymentReference, document.paymentReference ?? document.number],
  ];
  return rows.filter((row): row is Row => row[1] !== null);
}

/** Returns the line about the seller at the foot of each page. */
export function footLine(document: BillingDocument): string {
  const { seller } = document;
  const parts = [seller.legalName, ...addressLines(seller, document)];
  return [...parts, vatIdLine(seller, document), seller.email].filter(Boolean).join(' · ');
}
