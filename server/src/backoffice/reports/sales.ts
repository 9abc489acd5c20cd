import type { AccountMode } from '../../kernel/context.ts';

/** From inclusive to exclusive; null for all modes or all organizations. */
export type SalesQuery = {
  from: Date;
  before: Date;
  mode: AccountMode | null;
  organizationId: string | null;
};

/** Counts of packages and sums of cents, less refunds. */
export type SalesSums = {
  sold: bigint;
  refunded: bigint;
  /** Packages sold from prepaid stock, which was paid when it was bought. */
  fromStock: bigint;
  /** Packages whose plan had no cost on the day of the sale, less refunded ones. */
  unitsWithoutCost: bigint;
  revenueMinor: bigint;
  /** The part of the revenue that is of packages from stock. */
  stockRevenueMinor: bigint;
  retailMinor: bigint;
  costMinor: bigint;
};

/** The sums of one plan on one day (UTC). */
export type SalesRow = SalesSums & {
  day: string;
  dataPlanId: string;
  planName: string;
  carrier: string;
};

/** What a report of sales is grouped by. */
export const SALES_GROUPS = ['day', 'data_plan', 'country_set', 'carrier', 'organization'] as const;
export type SalesGroup = (typeof SALES_GROUPS)[number];
