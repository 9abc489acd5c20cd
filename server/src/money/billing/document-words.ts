import type { Locale } from '../../kernel/locale.ts';
import type { DocumentKind } from './document.ts';

export type DocumentWords = {
  title: Record<DocumentKind, string>;
  number: Record<DocumentKind, string>;
  issuedOn: string;
  suppliedOn: string;
  forInvoice: string;
  paymentMethod: string;
  paymentReference: string;
  purchase: string;
  billTo: string;
  vatId: string;
  taxNumber: string;
  description: string;
  netAmount: string;
  subtotal: string;
  vat: string;
  reverseCharge: string;
  total: Record<DocumentKind, string>;
  paidOn: string;
  due: string;
  transferTo: (amount: string) => string;
  bank: string;
  takenBack: (amount: string) => string;
  credited: string;
  page: (page: number, pages: number) => string;
  test: string;
};

const en: DocumentWords = {
  title: { invoice: 'Invoice', credit_note: 'Credit note' },
  number: { invoice: 'Invoice number', credit_note: 'Credit note number' },
  issuedOn: 'Date',
  suppliedOn: 'Date of supply',
  forInvoice: 'For invoice',
  paymentMethod: 'Payment method',
  paymentReference: 'Payment reference',
  purchase: 'Purchase',
  billTo: 'Bill to',
  vatId: 'VAT ID',
  taxNumber: 'Tax number',
  description: 'Description',
  netAmount: 'Net amount',
  subtotal: 'Net amount',
  vat: 'VAT',
  reverseCharge: 'reverse charge',
  total: { invoice: 'Total', credit_note: 'Total credited' },
  paidOn: 'Paid on',
  due: 'Payment due',
  transferTo: (amount) => `Please transfer ${amount} to this account and quote the reference.`,
  bank: 'Bank',
  takenBack: (amount) => `${amount} of this invoice has been credited by credit note.`,
  credited: 'The amount is credited to you and reduces the invoice.',
  page: (page, pages) => `Page ${page} of ${pages}`,
  test: 'TEST — not an invoice',
};

const de: DocumentWords = {
  title: { invoice: 'Rechnung', credit_note: 'Rechnungskorrektur' },
  number: { invoice: 'Rechnungsnummer', credit_note: 'Nummer der Korrektur' },
  issuedOn: 'Datum',
  suppliedOn: 'Leistungsdatum',
  forInvoice: 'Zur Rechnung',
  paymentMethod: 'Zahlungsart',
  paymentReference: 'Zahlungsreferenz',
  purchase: 'Kauf',
  billTo: 'Rechnung an',
  vatId: 'USt-IdNr.',
  taxNumber: 'Steuernummer',
  description: 'Beschreibung',
  netAmount: 'Nettobetrag',
  subtotal: 'Nettobetrag',
  vat: 'USt.',
  reverseCharge: 'Reverse Charge',
  total: { invoice: 'Gesamtbetrag', credit_note: 'Gutgeschriebener Betrag' },
  paidOn: 'Bezahlt am',
  due: 'Zahlung offen',
  transferTo: (amount) =>
    `Bitte überweisen Sie ${amount} auf dieses Konto und nennen Sie die Referenz.`,
  bank: 'Bank',
  takenBack: (amount) =>
    `${amount} dieser Rechnung wurden durch Rechnungskorrektur gutgeschrieben.`,
  credited: 'Der Betrag wird Ihnen gutgeschrieben; die Rechnung mindert sich um ihn.',
  page: (page, pages) => `Seite ${page} von ${pages}`,
  test: 'TEST — keine Rechnung',
};

/** The printed words by language. */
export const DOCUMENT_WORDS: Record<Locale, DocumentWords> = { en, de };

/** Returns an amount in the language's notation: `1,234.50 USD`, `1.234,50 USD`. */
export function printAmount(amountMinor: bigint, locale: Locale): string {
  const [thousands, decimals] = locale === 'de' ? ['.', ','] : [',', '.'];
  const digits = amountMinor.toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${whole}${decimals}${digits.slice(-2)} USD`;
}

/** Returns basis points as a percentage: `25.5%`, `25,5 %`. */
export function printRate(basisPoints: number, locale: Locale): string {
  const percent = `${basisPoints / 100}`;
  return locale === 'de' ? `${percent.replace('.', ',')} %` : `${percent}%`;
}

/** Returns the day in UTC: `30 April 2026`, `30. April 2026`. */
export function printDay(at: Date, locale: Locale): string {
  const language = locale === 'de' ? 'de-DE' : 'en-GB';
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** Returns the name of a country in this language. */
export function printCountry(country: string, locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
}
