import { type AuditTrail, audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectPricedPlans } from './catalogue-store.ts';
import { offerItems } from './offer-items.ts';
import { suggestRetail } from './suggest-retail.ts';

/** The choices of a new company: no plan, worldwide and regional plans, or every plan. */
export const OFFER_CHOICES = ['nothing', 'starter', 'everything'] as const;
export type OfferChoice = (typeof OFFER_CHOICES)[number];

/**
 * Offers the plans of a choice that have a price for the account and are not offered yet, at a
 * suggested retail price, so that a new reseller can sell at once. Returns the new IDs.
 */
export async function offerCatalogue(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'> & AuditTrail,
  choice: OfferChoice = 'everything',
): Promise<string[]> {
  if (choice === 'nothing') return [];
  const plans = await selectPricedPlans(scope.db, scope.accountId);
  const chosen = plans.filter(({ kind }) => choice === 'everything' || kind !== 'country');
  const items = chosen.map(({ dataPlanId, wholesaleMinor }) => ({
    dataPlanId,
    retailMinor: suggestRetail(wholesaleMinor),
  }));
  const ids = items.length > 0 ? await offerItems(scope, items) : [];
  const after = { choice, items: ids.length };
  audit(scope, { action: 'inventory.plans_added', target: null, before: null, after });
  return ids;
}
