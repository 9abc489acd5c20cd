import { newId } from '../../kernel/ids.ts';
import { MAX_AMOUNT_MINOR } from '../../kernel/money.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { DataPlan } from './data-plan.ts';
import {
  type NamePage,
  selectPlan,
  selectPlanCosts,
  selectPlans,
  updateRetirement,
  upsertPlanCost,
} from './plan-store.ts';
import { raiseCatalogueVersion, selectCountrySet, upsertDataPlans } from './store.ts';

/** A plan as the operator sees it; its price is the default list's, its cost that of today. */
export type ListedPlan = DataPlan & {
  createdAt: Date;
  retiredAt: Date | null;
  wholesaleMinor: bigint | null;
  costMinor: bigint | null;
};
/** What the carrier charges for a plan from this day (`2026-04-30`, UTC) on. */
export type PlanCost = { validFrom: string; costMinor: bigint };

/** Nothing was sold before. */
const FIRST_DAY = '2020-01-01';
const CARRIER = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** A page of the plans, by name. */
export function listPlans(db: Queryable, page: NamePage): Promise<ListedPlan[]> {
  return selectPlans(db, page);
}

/** The plan with its costs, the newest first; refuses `data_plan_not_found`. */
export async function readPlan(
  db: Queryable,
  id: string,
): Promise<ListedPlan & { costs: PlanCost[] }> {
  const plan = await selectPlan(db, id);
  if (!plan) throw new Refusal('data_plan_not_found', 'There is no data plan with this id.');
  return { ...plan, costs: await selectPlanCosts(db, plan.id) };
}

/** Adds a plan, which has no price yet. Refuses `invalid_request`. */
export async function createPlan(tx: Tx, draft: Omit<DataPlan, 'id'>): Promise<string> {
  if (!isName(draft.name)) throw invalid('/name', NAME_RULE);
  if (!CARRIER.test(draft.carrier)) {
    throw invalid('/carrier', 'must be 1 to 64 lower-case letters, digits, dots and dashes');
  }
  if (Math.round(draft.sizeValue * 1000) / 1000 !== draft.sizeValue) {
    throw invalid('/sizeValue', 'must have at most three decimals');
  }
  const countrySet = draft.countrySet.toUpperCase();
  if (!(await selectCountrySet(tx, countrySet))) {
    throw invalid('/countrySet', 'must be the code of a country set');
  }

  const id = newId();
  await upsertDataPlans(tx, [{ ...draft, id, countrySet }]);
  await raiseCatalogueVersion(tx);
  return id;
}

/** Ends the selling of a plan, or starts it again; what was sold stays as it is. */
export async function setRetired(
  tx: Tx,
  ctx: { now: Date },
  { id, isRetired }: { id: string; isRetired: boolean },
): Promise<void> {
  const plan = await readPlan(tx, id);
  if ((plan.retiredAt !== null) === isRetired) return;
  await updateRetirement(tx, { id: plan.id, retiredAt: isRetired ? ctx.now : null });
  await raiseCatalogueVersion(tx);
}

/** Sets what a plan costs from a day on. Refuses `data_plan_not_found`, `invalid_request`. */
export async function setPlanCost(
  tx: Tx,
  { dataPlanId, ...cost }: PlanCost & { dataPlanId: string },
): Promise<void> {
  const plan = await readPlan(tx, dataPlanId);
  if (cost.costMinor < 0n || cost.costMinor > MAX_AMOUNT_MINOR) {
    throw invalid('/cost', `must be 0 to ${MAX_AMOUNT_MINOR} cents`);
  }
  if (cost.validFrom < FIRST_DAY) throw invalid('/validFrom', `must not be before ${FIRST_DAY}`);
  await upsertPlanCost(tx, { dataPlanId: plan.id, ...cost });
}
