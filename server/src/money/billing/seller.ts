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
} & BankAccount;

/** The bank account of the seller, to which transfers go. */
export type BankAccount = {
  bankName: string | null;
  iban: string | null;
  bic: string | null;
};

export function bankAccountOf({ bankName, iban, bic }: BankAccount): BankAccount {
  return { bankName, iban, bic };
}
