import type { Scope } from '../../platform/db/scope.ts';
import { selectPricedPlans } from './item-store.ts';
import { offerItems } from './offer-items.ts';

/**
 * Offers every plan that has a price for the account and is not offered yet, at a suggested retail
 * price, so that a new reseller can sell at once. Returns the IDs of the new items.
 */
export async function offerCatalogue(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
): Promise<string[]> {
  const plans = await selectPricedPlans(scope.db, scope.accountId);
  const items = plans.map(({ dataPlanId, wholesaleMinor }) => ({
    dataPlanId,
    retailMinor: suggestRetail(wholesaleMinor),
  }));
  return items.length > 0 ? offerItems(scope, items) : [];
}

/** Returns twice the wholesale price, rounded up to a price that ends in 99; in cents. */
export function suggestRetail(wholesaleMinor: bigint): bigint {
  const dollars = (wholesaleMinor * 2n) / 100n;
  return dollars * 100n + 99n;
}
