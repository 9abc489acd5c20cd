import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import { toPrice, usd } from '../../kernel/money.ts';
import {
  answer,
  CountryCode,
  CountryCodeInput,
  described,
  Email,
  Id,
  nullable,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { BillingDetails } from './billing-details.ts';
import { type BillingDocument, DOCUMENT_KINDS, DOCUMENT_STATUSES, statusOf } from './document.ts';
import type { Quote } from './quote.ts';
import { VAT_TREATMENTS } from './vat.ts';
import { vatNote, vatWarning } from './vat-words.ts';

const text = (example: string, maxLength = 255) =>
  Type.String({ minLength: 1, maxLength, examples: [example] });
const PLACE = 'In the European Union a postal code is required.';

/** The body of `PUT /gigastore/billing-details`. */
export const BillingDetailsBody = Type.Object({
  legalName: described(
    text('Acme Travel GmbH'),
    'The legal name of the company, as invoices show it.',
  ),
  addressLine1: described(text('Mariahilfer Straße 1'), 'The first line of the address.'),
  addressLine2: Type.Optional(described(text('Stiege 2'), 'The second line of the address.')),
  postalCode: Type.Optional({ ...text('1060', 20), description: PLACE }),
  city: described(text('Wien'), 'The city.'),
  region: Type.Optional(described(text('Wien'), 'The state, province or region.')),
  country: CountryCodeInput,
  vatId: Type.Optional({
    ...text('ATU13585627', 32),
    description: 'A VAT ID of the country of the address, with or without its prefix.',
  }),
  billingEmail: {
    ...Email,
    description: 'The address that invoices are sent to.',
    examples: ['billing@acme.example'],
  },
  locale: Type.Optional(
    oneOf(LOCALES, { description: 'The language of invoices and mails. Default `en`.' }),
  ),
});

/** The billing details in an answer; a field that was left out is null. */
export const BillingDetailsSchema = answer('BillingDetails', {
  legalName: Type.String({ description: 'The legal name of the company, as invoices show it.' }),
  addressLine1: Type.String({ description: 'The first line of the address.' }),
  addressLine2: nullable(Type.String({ description: 'The second line of the address.' })),
  postalCode: nullable(Type.String({ description: 'The postal code.', examples: ['1060'] })),
  city: Type.String({ description: 'The city.' }),
  region: nullable(Type.String({ description: 'The state, province or region.' })),
  country: described(CountryCode, 'The country, as an ISO 3166-1 alpha-2 code.'),
  vatId: nullable(
    Type.String({ description: 'The VAT ID of the company.', examples: ['ATU13585627'] }),
  ),
  vatIdCheck: oneOf(['valid', 'invalid', 'unknown'], {
    description:
      'The answer of the register of VAT IDs. `unknown` if it was not asked or did not answer.',
  }),
  billingEmail: Type.String({ description: 'The address that invoices are sent to.' }),
  locale: oneOf(LOCALES, { description: 'The language of invoices and emails.' }),
  updatedAt: described(Timestamp, 'When the billing details last changed.'),
});

export const aBillingDetails = {
  legalName: 'Acme Travel GmbH',
  addressLine1: 'Mariahilfer Straße 1',
  addressLine2: null,
  postalCode: '1060',
  city: 'Wien',
  region: null,
  country: 'AT',
  vatId: 'ATU13585627',
  vatIdCheck: 'unknown',
  billingEmail: 'billing@acme.example',
  locale: 'de',
  updatedAt: '2026-04-30T09:55:36.430Z',
};

/** Returns the billing details as the API shows them. */
export function showDetails({ vatIdCheckedAt: _, updatedAt, ...details }: BillingDetails) {
  return { ...details, updatedAt: updatedAt.toISOString() };
}

export const QuoteBody = Type.Object({
  amount: described(PriceInput, 'The credits to buy, without VAT.'),
});

/** The price of a purchase. */
export const QuoteSchema = answer('PurchaseQuote', {
  amount: described(Price, 'The credits, without VAT.'),
  vat: described(
    Type.Object({
      rate: Type.Number({ description: 'The rate in percent.' }),
      amount: described(Price, 'The credits, without VAT.'),
      treatment: oneOf(VAT_TREATMENTS, { description: 'Why VAT is charged or not.' }),
      country: described(
        nullable(CountryCode),
        'The country whose VAT is charged; `null` if none is.',
      ),
      note: nullable(Type.String({ description: 'The note on the invoice.' })),
    }),
    'The VAT on the purchase.',
  ),
  total: described(Price, 'The amount to pay, with VAT.'),
  warning: Type.String({ description: 'Show this to the buyer before the payment.' }),
});

export const aQuote = {
  amount: usd(100),
  vat: {
    rate: 0,
    amount: usd(0),
    treatment: 'reverse_charge',
    country: null,
    note: vatNote('reverse_charge', 'en'),
  },
  total: usd(100),
  warning: vatWarning('en'),
};

/** Returns the quote as the API shows it, in this language. */
export function showQuote(quote: Quote, locale: BillingDetails['locale']) {
  const { vatTreatment: treatment, vatCountry: country } = quote;
  return {
    amount: toPrice(quote.amountMinor),
    vat: {
      rate: quote.vatRateBasisPoints / 100,
      amount: toPrice(quote.vatMinor),
      treatment,
      country,
      note: vatNote(treatment, locale),
    },
    total: toPrice(quote.totalMinor),
    warning: vatWarning(locale),
  };
}

export const DocumentSchema = answer('BillingDocument', {
  number: Type.String({
    description: '`2026-000001`, `2026-C00001`; in a sandbox `TEST-…`.',
    examples: ['2026-000001'],
  }),
  kind: oneOf(DOCUMENT_KINDS, { description: 'Whether it is an invoice or a credit note.' }),
  issuedAt: described(Timestamp, 'When the document was issued.'),
  amount: described(Price, 'The amount without VAT.'),
  vat: described(Price, 'The VAT.'),
  total: described(Price, 'The amount with VAT.'),
  status: oneOf(DOCUMENT_STATUSES, { description: 'Whether the invoice is paid.' }),
  purchaseId: described(Id, 'The ID of the credit purchase.'),
  invoiceNumber: Type.Optional(
    Type.String({
      description: 'Only on credit notes: the invoice that is corrected.',
      examples: ['2026-000001'],
    }),
  ),
  pdfUrl: Type.String({
    description: 'The path of the PDF, which requires the same token.',
    examples: ['/gigastore/credits/invoices/2026-000001.pdf'],
  }),
});

export const aDocument = {
  number: '2026-000001',
  kind: 'invoice',
  issuedAt: '2026-04-30T09:55:36.430Z',
  amount: usd(100),
  vat: usd(20),
  total: usd(120),
  status: 'paid',
  purchaseId: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  pdfUrl: '/gigastore/credits/invoices/2026-000001.pdf',
};

/** Returns the invoice or credit note as the API shows it. */
export function showDocument(document: BillingDocument) {
  const { number, kind, purchaseId, invoiceNumber } = document;
  return {
    number,
    kind,
    issuedAt: document.issuedAt.toISOString(),
    amount: toPrice(document.amountMinor),
    vat: toPrice(document.vatMinor),
    total: toPrice(document.totalMinor),
    status: statusOf(document),
    purchaseId,
    ...(invoiceNumber !== null && { invoiceNumber }),
    pdfUrl: `/gigastore/credits/invoices/${number}.pdf`,
  };
}
