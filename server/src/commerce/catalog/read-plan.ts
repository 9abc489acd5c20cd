import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ListedPlan, PlanCost } from './data-plan.ts';
import { selectPlanCosts } from './plan-cost-store.ts';
import { selectPlan } from './plan-store.ts';

export type PlanWithCosts = ListedPlan & { costs: PlanCost[] };

/** Returns the plan with its costs, the newest first. Throws `data_plan_not_found`. */
export async function readPlan(db: Queryable, id: string): Promise<PlanWithCosts> {
  const plan = await selectPlan(db, id);
  if (!plan) throw new Refusal('data_plan_not_found', 'No data plan has this ID.');
  return { ...plan, costs: await selectPlanCosts(db, plan.id) };
}
