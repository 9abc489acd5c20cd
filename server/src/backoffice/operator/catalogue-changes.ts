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
import { type Context, noteChange } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { announcePrices } from './announce-prices.ts';

// The catalogue is the platform's own, so that only its own log has these.

/** An empty price list. Refuses `invalid_request`. */
export async function addPriceList(tx: Tx, ctx: Context, { name }: { name: string }) {
  const { id } = await createPriceList(tx, { name });
  noteChange(ctx, { action: 'price_list.created', target: id, before: null, after: { name } });
  return readPriceList(tx, id);
}

export type PriceChange = { id: string; dataPlanId: string; wholesaleMinor: bigint };

/**
 * Sets what a plan costs by a price list, and tells every account that pays by it. Refuses
 * `price_list_not_found`, `data_plan_not_found`.
 */
export async function changePrice(
  tx: Tx,
  ctx: Context,
  { id, dataPlanId, wholesaleMinor }: PriceChange,
) {
  const list = await lockPriceList(tx, id);
  const plan = await readPlan(tx, dataPlanId);
  const before = (await readPriceList(tx, list.id)).prices.find(
    (price) => price.dataPlanId === plan.id,
  );

  await announcePrices(tx, {
    where: { dataPlanId: plan.id },
    now: ctx.now,
    async change() {
      const prices = [{ dataPlanId: plan.id, wholesaleMinor }];
      await setPrices(tx, { priceListId: list.id, prices });
    },
  });
  noteChange(ctx, {
    action: 'price_list.price_changed',
    target: list.id,
    before: before
      ? { dataPlanId: plan.id, wholesaleMinor: before.wholesaleMinor.toString() }
      : null,
    after: { dataPlanId: plan.id, wholesaleMinor: wholesaleMinor.toString() },
  });
  return readPriceList(tx, list.id);
}

/** A plan without a price. Refuses `invalid_request`. */
export async function addPlan(tx: Tx, ctx: Context, draft: Omit<DataPlan, 'id'>) {
  const id = await createPlan(tx, draft);
  noteChange(ctx, { action: 'data_plan.created', target: id, before: null, after: draft });
  return readPlan(tx, id);
}

/** Ends the selling of a plan, or starts it again. Refuses `data_plan_not_found`. */
export async function retirePlan(
  tx: Tx,
  ctx: Context,
  { id, isRetired }: { id: string; isRetired: boolean },
) {
  await setRetired(tx, ctx, { id, isRetired });
  const action = isRetired ? 'data_plan.retired' : 'data_plan.returned';
  noteChange(ctx, { action, target: id, before: null, after: null });
  return readPlan(tx, id);
}

export type CostChange = { id: string; costMinor: bigint; validFrom: string | undefined };

/** Sets what the carrier charges for a plan, from today unless a day is named. */
export async function changeCost(
  tx: Tx,
  ctx: Context,
  { id, costMinor, validFrom = ctx.now.toISOString().slice(0, 10) }: CostChange,
) {
  await setPlanCost(tx, { dataPlanId: id, validFrom, costMinor });
  const after = { validFrom, costMinor: costMinor.toString() };
  noteChange(ctx, { action: 'data_plan.cost_changed', target: id, before: null, after });
  return readPlan(tx, id);
}
