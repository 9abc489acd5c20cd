import type { SizeUnit } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { MAX_AMOUNT_MINOR } from '../../kernel/money.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import type { CountrySet } from './country-set.ts';
import { findTermsFault } from './plan-terms.ts';

/** A plan that the operator sells. It never expires if `validityDays` is null. */
export type DataPlan = {
  id: string;
  name: string;
  sizeValue: number;
  sizeUnit: SizeUnit;
  validityDays: number | null;
  countrySet: string;
  carrier: string;
  /** None if the data is a single amount. */
  dataTerms?: DataTerms | null;
};

/** A field of a plan in a request. */
export type PlanField =
  | Exclude<keyof DataPlan, 'dataTerms'>
  | 'dailyBytes'
  | 'dayTimeZone'
  | 'fairUse';
export type PlanFault = { field: PlanField; must: string };

/** A plan with its price in the default list and today's cost, which may be missing (null). */
export type ListedPlan = DataPlan & {
  createdAt: Date;
  retiredAt: Date | null;
  wholesaleMinor: bigint | null;
  costMinor: bigint | null;
};

/** The carrier's price of a plan from this day (`2026-04-30`, UTC) on. */
export type PlanCost = { validFrom: string; costMinor: bigint };

/** The price of a data plan in a price list, in cents. */
export type WholesalePrice = { dataPlanId: string; wholesaleMinor: bigint };

/** A whole catalogue with the prices of the default price list. */
export type Catalogue = {
  countrySets: CountrySet[];
  dataPlans: DataPlan[];
  prices: WholesalePrice[];
};

/** Nothing was sold before this day, so that an earlier cost is a mistake. */
export const FIRST_COST_DAY = '2020-01-01';
const MAX_VALIDITY_DAYS = 3650;
const MAX_SIZE_VALUE = 1_000_000;

const CARRIER = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Returns a wrong field of a plan and its rule; undefined if the plan is right. */
export function findFault(plan: Omit<DataPlan, 'id'>): PlanFault | undefined {
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

export function isAmount(amountMinor: bigint): boolean {
  return amountMinor >= 0n && amountMinor <= MAX_AMOUNT_MINOR;
}

export const AMOUNT_RULE = `must be 0 to ${MAX_AMOUNT_MINOR} cents`;
