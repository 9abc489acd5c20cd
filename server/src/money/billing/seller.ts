/** The operator as printed on invoices, with the bank account for transfers. */
export type Seller = {
  legalName: string;
  addressLine1: string;
  addressLine2: string | null;
  postalCode: string | null;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  vatId: string | null;
  email: string | null;
  bankName: string | null;
  iban: string | null;
  bic: string | null;
};
