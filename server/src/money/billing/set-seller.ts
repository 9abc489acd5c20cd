import { isEmail } from '../../kernel/email.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { isIban } from './iban.ts';
import { requirePrintable } from './printable.ts';
import type { Seller } from './seller.ts';
import { saveSeller } from './seller-store.ts';
import { checkVatId } from './vat-id.ts';

const OPTIONAL = [
  'addressLine2',
  'postalCode',
  'vatId',
  'email',
  'bankName',
  'iban',
  'bic',
] as const;
const PRINTED = ['legalName', 'addressLine1', 'addressLine2', 'postalCode', 'city'] as const;

export type SellerInput = Pick<Seller, 'legalName' | 'addressLine1' | 'city' | 'country'> &
  Partial<Pick<Seller, (typeof OPTIONAL)[number]>>;

/**
 * Sets the operator's legal name, address, VAT ID and bank account for invoices from now on. Throws
 * `invalid_request` at the field that is wrong.
 */
export async function setSeller(
  tx: Tx,
  { now, ...input }: SellerInput & { now: Date },
): Promise<Seller> {
  const seller = checkSeller(input);
  await saveSeller(tx, seller, now);
  return seller;
}

/**
 * Returns the seller of an input, in its normal form. Throws `invalid_request` at the field that is
 * wrong, for example `/vatId` or `/iban`.
 */
export function checkSeller(input: SellerInput): Seller {
  const absent = Object.fromEntries(OPTIONAL.map((field) => [field, null]));
  const seller = { ...absent, ...input, country: input.country.toUpperCase() } as Seller;
  requirePrintable(seller, [...PRINTED, 'bankName']);
  seller.vatId = readVatId(seller);
  seller.iban = seller.iban?.toUpperCase().replace(/\s/g, '') ?? null;
  if (seller.iban !== null && !isIban(seller.iban)) throw invalid('/iban', 'must be an IBAN');
  seller.bic = seller.bic?.toUpperCase() ?? null;
  if (seller.bic !== null && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(seller.bic)) {
    throw invalid('/bic', 'must be a BIC of 8 or 11 letters and digits');
  }
  if (seller.email !== null && !isEmail(seller.email)) {
    throw invalid('/email', 'must be an email address');
  }
  return seller;
}

function readVatId({ country, vatId }: Seller): string | null {
  if (vatId === null) return null;
  const answer = checkVatId(country, vatId);
  if (!answer.isValid) throw invalid('/vatId', answer.message);
  return answer.vatId;
}
