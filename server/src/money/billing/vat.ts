import type { Buyer, VatIdCheck } from './billing-details.ts';
import type { Seller } from './seller.ts';
import { checkVatId } from './vat-id.ts';
import { vatPlaceOf } from './vat-place.ts';
import { standardRate } from './vat-rates.ts';

export const VAT_TREATMENTS = [
  'domestic',
  'eu_consumer_rate',
  'reverse_charge',
  'outside_eu',
  'seller_outside_eu',
] as const;
/** The reason why VAT is charged or not. */
export type VatTreatment = (typeof VAT_TREATMENTS)[number];

export type VatRule = {
  vatTreatment: VatTreatment;
  vatRateBasisPoints: number;
  /** The member state whose VAT is charged; null without VAT. */
  vatCountry: string | null;
};

type Place = Pick<Seller, 'country' | 'postalCode'> & Partial<Pick<Seller, 'city'>>;
type Trader = Pick<Buyer, 'country' | 'postalCode' | 'vatId'> &
  Partial<Pick<Buyer, 'city' | 'region'>> & { vatIdCheck: VatIdCheck };

/**
 * Returns the VAT rule of a sale of credits, by Directive 2006/112/EC: a service to a business is
 * taxed at the seat of the business (article 44), an electronic service to anybody else at their
 * place of residence (article 58).
 */
export function vatRuleOf(seller: Place, buyer: Trader, at: Date): VatRule {
  const from = vatPlaceOf(seller);
  if (!from) return withoutVat('seller_outside_eu');
  const to = vatPlaceOf(buyer);
  if (!to) return withoutVat('outside_eu');
  const isAbroad = from.country !== to.country;
  if (isAbroad && isTaxable(buyer)) return withoutVat('reverse_charge');
  return {
    vatTreatment: isAbroad ? 'eu_consumer_rate' : 'domestic',
    vatRateBasisPoints: standardRate(to.ratePlace, at),
    vatCountry: to.country,
  };
}

/** An unknown VAT ID counts as valid: an unavailable register must not end reverse charge. */
function isTaxable({ vatId, vatIdCheck, country }: Trader): boolean {
  return vatId !== null && vatIdCheck !== 'invalid' && checkVatId(country, vatId).isValid;
}

function withoutVat(vatTreatment: VatTreatment): VatRule {
  return { vatTreatment, vatRateBasisPoints: 0, vatCountry: null };
}

/** Returns the VAT of a net amount in minor units, rounded half up. */
export function vatOf(amountMinor: bigint, rateBasisPoints: number): bigint {
  return (amountMinor * BigInt(rateBasisPoints) + 5_000n) / 10_000n;
}
