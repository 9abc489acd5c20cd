import type { CsvColumns } from '../../kernel/csv.ts';
import { toPrice } from '../../kernel/money.ts';
import { addUp } from './add-up.ts';

export const INTERVALS = ['day', 'week', 'month', 'total'] as const;
export type Interval = (typeof INTERVALS)[number];

/** The properties of a package by which a report can be grouped. */
export const GROUPINGS = [
  'item',
  'country_set',
  'sales_channel',
  'api_key',
  'metatag_prefix',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The most lines of a report, and the most periods in it. */
export const MAX_LINES = 10_000;
export const MAX_PERIODS = 1_100;

/** A period of a report: from `startsAt` until the next one starts. */
export type Period = { date: string; startsAt: Date };

export type PackageFilter = {
  inventoryItemId: string | null;
  countrySet: string | null;
  salesChannel: string | null;
  clientId: string | null;
  metatagPrefix: string | null;
};

export type AccountReportQuery = {
  periods: readonly Period[];
  before: Date;
  groupings: ReadonlySet<Grouping>;
  filter: PackageFilter;
};

/** Counts of packages, and sums of cents less refunds. */
export type AccountSums = {
  sold: bigint;
  /** Of those sold: from prepaid stock. */
  fromStock: bigint;
  /** Of those sold: activated since. */
  activated: bigint;
  refunded: bigint;
  retailMinor: bigint;
  wholesaleMinor: bigint;
  refundedMinor: bigint;
};

export type AccountLine = AccountSums & {
  /** The number of the period, from 1. */
  period: number;
  inventoryItemId: string | null;
  itemName: string | null;
  countrySet: string | null;
  salesChannel: string | null;
  clientId: string | null;
  metatagPrefix: string | null;
};

export type AccountReport = {
  periods: readonly Period[];
  lines: readonly AccountLine[];
  totals: AccountSums;
};

const NOTHING: AccountSums = {
  sold: 0n,
  fromStock: 0n,
  activated: 0n,
  refunded: 0n,
  retailMinor: 0n,
  wholesaleMinor: 0n,
  refundedMinor: 0n,
};

/** Returns the sum of lines. */
export function totalOf(lines: readonly AccountSums[]): AccountSums {
  return addUp(NOTHING, lines);
}

/** Returns the sums of an answer; the margin is the retail less the wholesale price. */
export function showAccountSums(sums: AccountSums) {
  return {
    sold: Number(sums.sold),
    fromStock: Number(sums.fromStock),
    activated: Number(sums.activated),
    refunded: Number(sums.refunded),
    retail: toPrice(sums.retailMinor),
    wholesale: toPrice(sums.wholesaleMinor),
    margin: toPrice(sums.retailMinor - sums.wholesaleMinor),
    refundedAmount: toPrice(sums.refundedMinor),
  };
}

/** Returns a line of an answer. */
export function showLine(line: AccountLine, periods: readonly Period[]) {
  return {
    date: dateOf(line, periods),
    inventoryItemId: line.inventoryItemId,
    itemName: line.itemName,
    countrySet: line.countrySet,
    salesChannel: line.salesChannel,
    clientId: line.clientId,
    metatagPrefix: line.metatagPrefix,
    ...showAccountSums(line),
  };
}

/** Returns the columns of the report as CSV. */
export function csvColumnsOf(periods: readonly Period[]): CsvColumns<AccountLine> {
  return {
    date: (line) => dateOf(line, periods),
    inventoryItemId: (line) => line.inventoryItemId,
    itemName: (line) => line.itemName,
    countrySet: (line) => line.countrySet,
    salesChannel: (line) => line.salesChannel,
    clientId: (line) => line.clientId,
    metatagPrefix: (line) => line.metatagPrefix,
    sold: (line) => Number(line.sold),
    fromStock: (line) => Number(line.fromStock),
    activated: (line) => Number(line.activated),
    refunded: (line) => Number(line.refunded),
    retail: (line) => line.retailMinor,
    wholesale: (line) => line.wholesaleMinor,
    margin: (line) => line.retailMinor - line.wholesaleMinor,
    refundedAmount: (line) => line.refundedMinor,
    currency: () => 'USD',
  };
}

function dateOf({ period }: AccountLine, periods: readonly Period[]): string {
  return periods[period - 1]?.date ?? '';
}
