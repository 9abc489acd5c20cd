import { toPrice } from '../../kernel/money.ts';
import type { InventoryItem } from '../inventory/index.ts';
import type { PricingFormula, PricingMethod } from './pricing-formula.ts';

/** A standing rule by which retail prices follow wholesale prices; null selects every item. */
export type PricingRule = PricingFormula & {
  id: string;
  name: string;
  countrySet: string | null;
  tag: string | null;
  createdAt: Date;
};

/** The largest number of rules of an account. */
export const MAX_RULES = 100;

/** Returns the rule that counts for an item: the newest of those that select it. */
export function ruleFor(
  rules: readonly PricingRule[],
  item: Pick<InventoryItem, 'countrySet' | 'tags'>,
): PricingRule | undefined {
  const [newest] = rules
    .filter(
      ({ countrySet, tag }) =>
        (countrySet === null || countrySet === item.countrySet) &&
        (tag === null || item.tags.includes(tag)),
    )
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
  return newest;
}

/** The number by which a `value` of the API is multiplied to be whole. */
export const VALUE_SCALE: Record<PricingMethod, number> = {
  margin: 100,
  factor: 10_000,
  amount: 100,
};

/** Returns the PricingRule of the API. */
export function showRule(rule: PricingRule) {
  return {
    id: rule.id,
    name: rule.name,
    countrySet: rule.countrySet,
    tag: rule.tag,
    method: rule.method,
    value: rule.value / VALUE_SCALE[rule.method],
    rounding: rule.rounding,
    minimumMargin: toPrice(rule.minimumMarginMinor),
    createdAt: rule.createdAt.toISOString(),
  };
}
