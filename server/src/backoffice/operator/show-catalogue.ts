import type { ListedPlan, ListedPrice, PlanCost, PriceList } from '../../commerce/catalog/index.ts';
import { toPrice } from '../../kernel/money.ts';

/** The wire's price list without its prices. */
export function showPriceList({ id, name, isDefault, createdAt }: PriceList) {
  return { id, name, isDefault, createdAt: createdAt.toISOString() };
}

/** The wire's price list. */
export function showPrices(list: PriceList & { prices: ListedPrice[] }) {
  const prices = list.prices.map(({ dataPlanId, name, wholesaleMinor }) => ({
    dataPlanId,
    name,
    wholesalePrice: toPrice(wholesaleMinor),
  }));
  return { ...showPriceList(list), prices };
}

/** The wire's data plan without its costs. */
export function showPlan({ wholesaleMinor, costMinor, ...plan }: ListedPlan) {
  return {
    id: plan.id,
    name: plan.name,
    sizeValue: plan.sizeValue,
    sizeUnit: plan.sizeUnit,
    validityDays: plan.validityDays,
    countrySet: plan.countrySet,
    carrier: plan.carrier,
    createdAt: plan.createdAt.toISOString(),
    retiredAt: plan.retiredAt?.toISOString() ?? null,
    wholesalePrice: wholesaleMinor === null ? null : toPrice(wholesaleMinor),
    cost: costMinor === null ? null : toPrice(costMinor),
  };
}

/** The wire's data plan. */
export function showPlanWithCosts({ costs, ...plan }: ListedPlan & { costs: PlanCost[] }) {
  const shown = costs.map(({ validFrom, costMinor }) => ({ validFrom, cost: toPrice(costMinor) }));
  return { ...showPlan(plan), costs: shown };
}
