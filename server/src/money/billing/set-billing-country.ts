import { invalid } from '../../kernel/refusal.ts';
import type { BillingDetails } from './billing-details.ts';
import { readBillingDetails } from './details-store.ts';
import { type BillingDetailsInput, setBillingDetails } from './set-billing-details.ts';
import { checkVatId } from './vat-id.ts';
import { EU_COUNTRIES } from './vat-place.ts';

const PATH = '/billingCountry';

/**
 * Changes the country of the organization's billing address. Throws `invalid_request` without
 * billing details, and if the VAT ID or the missing postal code does not fit the country.
 */
export async function setBillingCountry(
  scope: Parameters<typeof setBillingDetails>[0],
  asked: string,
): Promise<BillingDetails> {
  const details = await readBillingDetails(scope.db, scope.organizationId);
  if (!details) throw invalid(PATH, 'needs billing details, which the reseller enters first');
  const country = asked.toUpperCase();
  const { vatId, postalCode } = details;
  if (vatId !== null && !checkVatId(country, vatId).isValid) {
    throw invalid(PATH, `does not fit the VAT ID ${vatId} of the reseller`);
  }
  if (postalCode === null && EU_COUNTRIES.includes(country)) {
    throw invalid(PATH, 'needs a postal code in the billing address of the reseller');
  }
  return setBillingDetails(scope, { ...inputOf(details), country });
}

function inputOf(details: BillingDetails): BillingDetailsInput {
  const { addressLine2, postalCode, region, vatId, ...rest } = details;
  return {
    ...rest,
    ...(addressLine2 !== null && { addressLine2 }),
    ...(postalCode !== null && { postalCode }),
    ...(region !== null && { region }),
    ...(vatId !== null && { vatId }),
  };
}
