import type { Locale } from '../../kernel/locale.ts';
/** The languages of invoices and of mails about them. */

/** Words that stand on a document: the same for everybody, or in each language. */
export type Worded = string | Readonly<Record<Locale, string>>;

export function wordsIn(words: Worded, locale: Locale): string {
  return typeof words === 'string' ? words : words[locale];
}

export type VatIdCheck = 'valid' | 'invalid' | 'unknown';

/** Who buys, as it stands on invoices. */
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

/** What an organization has told about itself for its invoices. */
export type BillingDetails = Buyer & {
  billingEmail: string;
  locale: Locale;
  /** What the register of VAT ids said, if it was asked and answered. */
  vatIdCheck: VatIdCheck;
  vatIdCheckedAt: Date | null;
  updatedAt: Date;
};

/** The part of the details that is printed. */
export function buyerOf(details: BillingDetails): Buyer {
  const { legalName, addressLine1, addressLine2, postalCode, city, region, country, vatId } =
    details;
  return { legalName, addressLine1, addressLine2, postalCode, city, region, country, vatId };
}
