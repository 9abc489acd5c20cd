import {
  createPlan,
  createPriceList,
  type DataPlan,
  lockPriceList,
  readPlan,
  readPriceList,
  setPlanCost,
  setPrices,
  setRetired,
} from '../../commerce/catalog/index.ts';
import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { announcePrices } from './announce-prices.ts';

// The catalogue is the platform's own, so that only its own log has these.

/** An empty price list. Refuses `invalid_request`. */
export async function addPriceList(scope: Scope, { name }: { name: string }) {
  const { id } = await createPriceList(scope.db, { name });
  audit(scope, { action: 'price_list.created', target: id, before: null, after: { name } });
  return readPriceList(scope.db, id);
}

export type PriceChange = { id: string; dataPlanId: string; wholesaleMinor: bigint };

/**
 * Sets what a plan costs by a price list, and tells every account that pays by it. Refuses
 * `price_list_not_found`, `data_plan_not_found`.
 */
export async function changePrice(scope: Scope, { id, dataPlanId, wholesaleMinor }: PriceChange) {
  const list = await lockPriceList(scope.db, id);
  const plan = await readPlan(scope.db, dataPlanId);
  const before = (await readPriceList(scope.db, list.id)).prices.find(
    (price) => price.dataPlanId === plan.id,
  );

  await announcePrices(scope.db, {
    where: { dataPlanId: plan.id },
    now: scope.now,
    async change() {
      const prices = [{ dataPlanId: plan.id, wholesaleMinor }];
      await setPrices(scope.db, { priceListId: list.id, prices });
    },
  });
  audit(scope, {
    action: 'price_list.price_changed',
    target: list.id,
    before: before
      ? { dataPlanId: plan.id, wholesaleMinor: before.wholesaleMinor.toString() }
      : null,
    after: { dataPlanId: plan.id, wholesaleMinor: wholesaleMinor.toString() },
  });
  return readPriceList(scope.db, list.id);
}

/** A plan without a price. Refuses `invalid_request`. */
export async function addPlan(scope: Scope, draft: Omit<DataPlan, 'id'>) {
  const id = await createPlan(scope.db, draft);
  audit(scope, { action: 'data_plan.created', target: id, before: null, after: draft });
  return readPlan(scope.db, id);
}

/** Ends the selling of a plan, or starts it again. Refuses `data_plan_not_found`. */
export async function retirePlan(
  scope: Scope,
  { id, isRetired }: { id: string; isRetired: boolean },
) {
  await setRetired(scope.db, scope, { id, isRetired });
  const action = isRetired ? 'data_plan.retired' : 'data_plan.returned';
  audit(scope, { action, target: id, before: null, after: null });
  return readPlan(scope.db, id);
}

export type CostChange = { id: string; costMinor: bigint; validFrom: string | undefined };

/** Sets what the carrier charges for a plan, from today unless a day is named. */
export async function changeCost(
  scope: Scope,
  { id, costMinor, validFrom = scope.now.toISOString().slice(0, 10) }: CostChange,
) {
  await setPlanCost(scope.db, { dataPlanId: id, validFrom, costMinor });
  const after = { validFrom, costMinor: costMinor.toString() };
  audit(scope, { action: 'data_plan.cost_changed', target: id, before: null, after });
  return readPlan(scope.db, id);
}
