import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { AMOUNT_RULE, FIRST_COST_DAY, isAmount } from './data-plan.ts';
import { upsertPlanCosts } from './plan-cost-store.ts';
import { type PlanWithCosts, readPlan } from './read-plan.ts';

export type CostChange = { id: string; costMinor: bigint; validFrom: string | undefined };

/**
 * Sets what the carrier charges for a plan from a day on, today unless one is named. Throws
 * `data_plan_not_found`, `invalid_request`.
 */
export async function setPlanCost(
  scope: Scope,
  { id, costMinor, validFrom = scope.now.toISOString().slice(0, 10) }: CostChange,
): Promise<PlanWithCosts> {
  const plan = await readPlan(scope.db, id);
  if (!isAmount(costMinor)) throw invalid('/cost', AMOUNT_RULE);
  if (validFrom < FIRST_COST_DAY) {
    throw invalid('/validFrom', `must not be before ${FIRST_COST_DAY}`);
  }

  await upsertPlanCosts(scope.db, [{ dataPlanId: plan.id, validFrom, costMinor }]);
  const before = plan.costs.find((cost) => cost.validFrom === validFrom);
  audit(scope, {
    action: 'data_plan.cost_changed',
    target: plan.id,
    before: before ? { validFrom, costMinor: before.costMinor.toString() } : null,
    after: { validFrom, costMinor: costMinor.toString() },
  });
  return readPlan(scope.db, plan.id);
}
