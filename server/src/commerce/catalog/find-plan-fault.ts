import { isName, NAME_RULE } from '../../kernel/names.ts';
import type { DataPlan, PlanFault } from './data-plan.ts';
import { findTermsFault } from './plan-terms.ts';

const MAX_VALIDITY_DAYS = 3650;
const MAX_SIZE_VALUE = 1_000_000;

const CARRIER = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Returns a wrong field of a plan and its rule; undefined if the plan is right. */
export function findPlanFault(plan: Omit<DataPlan, 'id'>): PlanFault | undefined {
  if (!isName(plan.name)) return { field: 'name', must: NAME_RULE };
  if (!CARRIER.test(plan.carrier)) {
    return {
      field: 'carrier',
      must: 'must be 1 to 64 lower-case letters, digits, dots and dashes',
    };
  }
  if (!(plan.sizeValue >= 0.001 && plan.sizeValue <= MAX_SIZE_VALUE)) {
    return { field: 'sizeValue', must: `must be 0.001 to ${MAX_SIZE_VALUE}` };
  }
  if (Math.round(plan.sizeValue * 1000) / 1000 !== plan.sizeValue) {
    return { field: 'sizeValue', must: 'must have at most three decimals' };
  }
  const { validityDays } = plan;
  if (validityDays !== null && !(validityDays >= 1 && validityDays <= MAX_VALIDITY_DAYS)) {
    return { field: 'validityDays', must: `must be 1 to ${MAX_VALIDITY_DAYS}` };
  }
  return findTermsFault(plan);
}
