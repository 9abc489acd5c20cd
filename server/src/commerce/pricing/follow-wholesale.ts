import type { Tx } from '../../platform/db/database.ts';
import { findAccount } from '../../tenancy/accounts/index.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import { raiseInventoryVersion, selectInventory, updateRetailPrices } from '../inventory/index.ts';
import { priceBy } from './pricing-formula.ts';
import { MAX_RULES, type PricingRule, ruleFor } from './pricing-rule.ts';
import { selectRules } from './rule-store.ts';

/** The actor of changes that no request of the account made. */
const RULES = { kind: 'platform', name: 'Pricing rules' } as const;

/**
 * Reprices items of an account whose wholesale prices have changed, by its standing rules. An item
 * that no rule selects, or whose price would be too high, keeps its price.
 */
export async function followWholesale(
  { db, accountId }: { db: Tx; accountId: string },
  inventoryItemIds: readonly string[],
): Promise<void> {
  const rules = await selectRules(db, accountId, { after: undefined, limit: MAX_RULES });
  if (rules.length === 0) return;
  const items = await selectInventory(db, accountId, { ids: inventoryItemIds });
  const prices = items.flatMap((item) => {
    const retailMinor = newPriceOf(rules, item);
    const isNew = retailMinor !== undefined && retailMinor !== item.retailMinor;
    return isNew ? [{ id: item.id, retailMinor }] : [];
  });
  if (prices.length === 0) return;
  await updateRetailPrices(db, accountId, prices);
  await raiseInventoryVersion({ db, accountId });
  const { organizationId } = await findAccount(db, accountId);
  const author = { organizationId, accountId, requestId: 'pricing-rules', remoteAddress: null };
  const change = {
    action: 'inventory.prices_followed',
    target: null,
    before: null,
    after: { items: prices.length },
  };
  await recordChanges({ ...author, db, actor: RULES }, [change]);
}

function newPriceOf(
  rules: readonly PricingRule[],
  item: Parameters<typeof ruleFor>[1] & { wholesaleMinor: bigint },
): bigint | undefined {
  const rule = ruleFor(rules, item);
  return rule && priceBy(rule, item.wholesaleMinor);
}
