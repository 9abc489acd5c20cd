import type { Scope } from '../../platform/db/scope.ts';
import { offerItems } from './offer-items.ts';
import { selectPricedPlans } from './store.ts';

/**
 * Offers every plan that the account has a price for and does not offer yet, at a suggested retail
 * price, so that a new reseller can sell at once and change what it likes.
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

/** Twice what it costs, up to the next price that ends in 99; all in cents. */
export function suggestRetail(wholesaleMinor: bigint): bigint {
  const dollars = (wholesaleMinor * 2n) / 100n;
  return dollars * 100n + 99n;
}
