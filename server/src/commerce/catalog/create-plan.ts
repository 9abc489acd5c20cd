import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectStoredCountrySet } from './country-set-store.ts';
import type { DataPlan } from './data-plan.ts';
import { findPlanFault } from './find-plan-fault.ts';
import { upsertDataPlans } from './plan-store.ts';
import { type PlanWithCosts, readPlan } from './read-plan.ts';
import { raiseCatalogueVersion } from './version-store.ts';

/** Creates a plan, which has no price yet. Throws `invalid_request`. */
export async function createPlan(
  scope: Scope,
  draft: Omit<DataPlan, 'id'>,
): Promise<PlanWithCosts> {
  const plan = { ...draft, id: newId(), countrySet: draft.countrySet.toUpperCase() };
  await checkPlan(scope, plan);

  await upsertDataPlans(scope.db, [plan]);
  await raiseCatalogueVersion(scope.db);
  const { id, ...after } = plan;
  audit(scope, { action: 'data_plan.created', target: id, before: null, after });
  return readPlan(scope.db, id);
}

/** Throws `invalid_request` if the plan cannot be kept. */
export async function checkPlan({ db }: Pick<Scope, 'db'>, plan: DataPlan): Promise<void> {
  const fault = findPlanFault(plan);
  if (fault) throw invalid(`/${fault.field}`, fault.must);
  const set = await selectStoredCountrySet(db, plan.countrySet);
  if (!set || set.retiredAt) throw invalid('/countrySet', 'must be the code of a country set');
}
