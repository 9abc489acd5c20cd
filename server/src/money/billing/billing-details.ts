import type { Locale } from '../../kernel/locale.ts';

/** A text on a document: one text for all languages, or one for each. */
export type LocalizedText = string | Readonly<Record<Locale, string>>;

export function textIn(text: LocalizedText, locale: Locale): string {
  return typeof text === 'string' ? text : text[locale];
}

export type VatIdCheck = 'valid' | 'invalid' | 'unknown';

/** The buyer as printed on invoices. */
export type Buyer = {
  legalName: string;
  addressLine1: string;
  addressLine2: string | null;
  postalCode: string | null;
  city: string;
  region: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string;
  vatId: string | null;
};

/** The billing details of an organization. */
export type BillingDetails = Buyer & {
  billingEmail: string;
  locale: Locale;
  /** The answer of the register of VAT IDs; `unknown` without an answer. */
  vatIdCheck: VatIdCheck;
  vatIdCheckedAt: Date | null;
  updatedAt: Date;
};

/** Returns the printed part of the details. */
export function buyerOf(details: BillingDetails): Buyer {
  const { legalName, addressLine1, addressLine2, postalCode, city, region, country, vatId } =
    details;
  return { legalName, addressLine1, addressLine2, postalCode, city, region, country, vatId };
}
