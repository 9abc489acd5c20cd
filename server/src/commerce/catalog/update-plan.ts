import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { checkPlan } from './create-plan.ts';
import type { DataPlan } from './data-plan.ts';
import { updateRetirement, upsertDataPlans } from './plan-store.ts';
import { type PlanWithCosts, readPlan } from './read-plan.ts';
import { raiseCatalogueVersion } from './version-store.ts';

export type PlanEdit = Partial<DataPlan> & { id: string; retired?: boolean };

/**
 * Changes a plan, retires or reinstates it; packages that were sold keep what they were sold as.
 * Throws `data_plan_not_found`, `invalid_request`.
 */
export async function updatePlan(scope: Scope, edit: PlanEdit): Promise<PlanWithCosts> {
  const before = await readPlan(scope.db, edit.id);
  const after = applyPlanEdit(before, edit);
  const wasRetired = before.retiredAt !== null;
  const { retired = wasRetired } = edit;
  await checkPlan(scope, after);

  await upsertDataPlans(scope.db, [after]);
  if (retired !== wasRetired) {
    await updateRetirement(scope.db, { ids: [after.id], retiredAt: retired ? scope.now : null });
  }
  await raiseCatalogueVersion(scope.db);
  audit(scope, {
    action: 'data_plan.updated',
    target: after.id,
    before: { ...toDataPlan(before), retired: wasRetired },
    after: { ...after, retired },
  });
  return readPlan(scope.db, after.id);
}

/** Returns the plan with the fields that the edit names. */
function applyPlanEdit(plan: DataPlan, edit: PlanEdit): DataPlan {
  return {
    id: plan.id,
    name: edit.name ?? plan.name,
    sizeValue: edit.sizeValue ?? plan.sizeValue,
    sizeUnit: edit.sizeUnit ?? plan.sizeUnit,
    validityDays: edit.validityDays === undefined ? plan.validityDays : edit.validityDays,
    countrySet: (edit.countrySet ?? plan.countrySet).toUpperCase(),
    carrier: edit.carrier ?? plan.carrier,
    dataTerms: edit.dataTerms === undefined ? (plan.dataTerms ?? null) : edit.dataTerms,
  };
}

function toDataPlan(plan: DataPlan): DataPlan {
  return applyPlanEdit(plan, { id: plan.id });
}
