import type { SizeUnit } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { MAX_AMOUNT_MINOR } from '../../kernel/money.ts';
import type { CountrySet } from './country-set.ts';

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

/** Who set a cost: a person, or the import of a supplier's catalogue. */
export const COST_SETTERS = ['person', 'import'] as const;
export type CostSetter = (typeof COST_SETTERS)[number];

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

export function isAmount(amountMinor: bigint): boolean {
  return amountMinor >= 0n && amountMinor <= MAX_AMOUNT_MINOR;
}

export const AMOUNT_RULE = `must be 0 to ${MAX_AMOUNT_MINOR} cents`;
