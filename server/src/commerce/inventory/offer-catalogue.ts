import type { Tx } from '../../platform/db/database.ts';
import { offerItems } from './offer-items.ts';
import { selectPricedPlans } from './store.ts';

/**
 * Offers every plan that the account has a price for and does not offer yet, at a suggested retail
 * price, so that a new reseller can sell at once and change what it likes.
 */
export async function offerCatalogue(
  tx: Tx,
  ctx: { accountId: string; now: Date },
): Promise<string[]> {
  const plans = await selectPricedPlans(tx, ctx.accountId);
  const items = plans.map(({ dataPlanId, wholesaleMinor }) => ({
    dataPlanId,
    retailMinor: suggestRetail(wholesaleMinor),
  }));
  return items.length > 0 ? offerItems(tx, ctx, items) : [];
}

/** Twice what it costs, up to the next price that ends in 99; all in cents. */
export function suggestRetail(wholesaleMinor: bigint): bigint {
  const dollars = (wholesaleMinor * 2n) / 100n;
  return dollars * 100n + 99n;
}
