import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PlanSource } from './plan-source.ts';
import { replacePlanSources } from './plan-source-store.ts';
import { type PlanWithCosts, readPlan } from './read-plan.ts';

/**
 * Sets where a plan is ordered from carriers that must be called. Throws `data_plan_not_found`,
 * `invalid_request`.
 */
export async function setPlanSources(
  scope: Scope,
  { id, sources }: { id: string; sources: readonly PlanSource[] },
): Promise<PlanWithCosts> {
  const plan = await readPlan(scope.db, id);
  const carriers = sources.map(({ carrier }) => carrier);
  const twice = carriers.findIndex((carrier, index) => carriers.indexOf(carrier) < index);
  if (twice >= 0) throw invalid(`/sources/${twice}/carrier`, 'must not name a carrier twice');

  await replacePlanSources(scope.db, { dataPlanId: plan.id, sources });
  audit(scope, {
    action: 'data_plan.sources_changed',
    target: plan.id,
    before: { sources: plan.sources },
    after: { sources },
  });
  return readPlan(scope.db, plan.id);
}
