import { type CsvCell, toCsv } from '../../kernel/csv.ts';
import { isUuid } from '../../kernel/ids.ts';
import { type Price, toPrice } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { addUp } from './add-up.ts';
import type { SalesGroup, SalesQuery, SalesRow, SalesSums } from './sales.ts';
import { type SalesGroupRow, selectSales, selectSalesBy } from './sales-store.ts';

export type SalesReport = { rows: SalesRow[]; totals: SalesSums };

const NOTHING: SalesSums = {
  sold: 0n,
  refunded: 0n,
  fromStock: 0n,
  unitsWithoutCost: 0n,
  revenueMinor: 0n,
  stockRevenueMinor: 0n,
  retailMinor: 0n,
  costMinor: 0n,
};

/** The most lines of a report: a year of some 270 plans. */
export const MAX_ROWS = 100_000;

/**
 * Returns sales, revenue and cost by day and plan, with totals. Throws `invalid_request` if there
 * are more than `MAX_ROWS` lines.
 */
export async function reportSales(db: Queryable, asked: SalesQuery): Promise<SalesReport> {
  const { organizationId } = asked;
  const namesNobody = organizationId !== null && !isUuid(organizationId);
  const rows = namesNobody ? [] : await selectSales(db, { ...asked, limit: MAX_ROWS + 1 });
  if (rows.length > MAX_ROWS)
    throw invalid('/from', `makes more than ${MAX_ROWS} lines; choose a shorter range`);
  return { rows, totals: addUp<SalesSums>(NOTHING, rows) };
}

/**
 * Returns sales, revenue and cost by one thing. Throws `invalid_request` if there are more than
 * `MAX_ROWS` lines.
 */
export async function reportSalesBy(
  db: Queryable,
  asked: SalesQuery & { by: SalesGroup },
): Promise<SalesGroupRow[]> {
  const { organizationId } = asked;
  if (organizationId !== null && !isUuid(organizationId)) return [];
  const rows = await selectSalesBy(db, { ...asked, limit: MAX_ROWS + 1 });
  if (rows.length > MAX_ROWS)
    throw invalid('/from', `makes more than ${MAX_ROWS} lines; choose a shorter range`);
  return rows;
}

/** Returns the group of an answer; without a known cost there is neither cost nor margin. */
export function showGroup({ key, name, isCostKnown, ...sums }: SalesGroupRow) {
  const shown = { key, name, ...showSums(sums) };
  return isCostKnown ? shown : { ...shown, cost: null, margin: null };
}

const GROUP_COLUMNS = [
  ...['key', 'name', 'sold', 'refunded', 'fromStock', 'unitsWithoutCost'],
  ...['revenue', 'stockRevenue', 'retail', 'cost', 'margin', 'currency'],
];

/** Returns the groups as CSV; an unknown cost and its margin are empty. */
export function toGroupsCsv(rows: readonly SalesGroupRow[]): string {
  const lines = rows.map((row) => {
    const cells = toCells(row);
    const known = row.isCostKnown ? cells.slice(-3) : [null, null, 'USD'];
    return [row.key, row.name, ...cells.slice(0, -3), ...known];
  });
  return toCsv([GROUP_COLUMNS, ...lines]);
}

export type SalesSumsView = {
  sold: number;
  refunded: number;
  fromStock: number;
  unitsWithoutCost: number;
  revenue: Price;
  stockRevenue: Price;
  retail: Price;
  cost: Price;
  margin: Price;
};

/** Returns the sums of an answer; the margin is the revenue less the cost. */
export function showSums(sums: SalesSums): SalesSumsView {
  return {
    sold: Number(sums.sold),
    refunded: Number(sums.refunded),
    fromStock: Number(sums.fromStock),
    unitsWithoutCost: Number(sums.unitsWithoutCost),
    revenue: toPrice(sums.revenueMinor),
    stockRevenue: toPrice(sums.stockRevenueMinor),
    retail: toPrice(sums.retailMinor),
    cost: toPrice(sums.costMinor),
    margin: toPrice(sums.revenueMinor - sums.costMinor),
  };
}

/** Returns the row of an answer. */
export function showRow({ day, dataPlanId, planName, carrier, ...sums }: SalesRow) {
  return { day, dataPlanId, planName, carrier, ...showSums(sums) };
}

const COLUMNS = [
  'day',
  'dataPlanId',
  'planName',
  'carrier',
  'sold',
  'refunded',
  'fromStock',
  'unitsWithoutCost',
  'revenue',
  'stockRevenue',
  'retail',
  'cost',
  'margin',
  'currency',
];

/** Returns the report as CSV. The last line, whose day is `total`, has the totals. */
export function toSalesCsv({ rows, totals }: SalesReport): string {
  const lines = rows.map((row) => [
    row.day,
    row.dataPlanId,
    row.planName,
    row.carrier,
    ...toCells(row),
  ]);
  return toCsv([COLUMNS, ...lines, ['total', '', '', '', ...toCells(totals)]]);
}

function toCells(sums: SalesSums): CsvCell[] {
  const { revenueMinor, stockRevenueMinor, retailMinor, costMinor } = sums;
  return [
    Number(sums.sold),
    Number(sums.refunded),
    Number(sums.fromStock),
    Number(sums.unitsWithoutCost),
    revenueMinor,
    stockRevenueMinor,
    retailMinor,
    costMinor,
    revenueMinor - costMinor,
    'USD',
  ];
}
