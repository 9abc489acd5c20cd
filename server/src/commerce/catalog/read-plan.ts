import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { CostSetter, ListedPlan, PlanCost } from './data-plan.ts';
import { selectPlanCosts } from './plan-cost-store.ts';
import type { PlanSource, SourcePolicy } from './plan-source.ts';
import { selectPlanSources } from './plan-source-store.ts';
import { selectPlan } from './plan-store.ts';

export type PlanWithCosts = ListedPlan & {
  costs: (PlanCost & { setBy: CostSetter })[];
  sourcePolicy: SourcePolicy;
  sources: PlanSource[];
};

/**
 * Returns the plan with its costs, the newest first, and its sources. Throws
 * `data_plan_not_found`.
 */
export async function readPlan(db: Queryable, id: string): Promise<PlanWithCosts> {
  const plan = await selectPlan(db, id);
  if (!plan) throw new Refusal('data_plan_not_found', 'No data plan has this ID.');
  const costs = await selectPlanCosts(db, plan.id);
  const { policy: sourcePolicy, sources } = await selectPlanSources(db, plan.id);
  return { ...plan, costs, sourcePolicy, sources };
}
