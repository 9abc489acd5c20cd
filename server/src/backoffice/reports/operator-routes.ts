import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  DateOrTime,
  described,
  Id,
  nullable,
  oneOf,
  Price,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { SALES_GROUPS } from './sales.ts';
import {
  MAX_ROWS,
  reportSales,
  reportSalesBy,
  showGroup,
  showRow,
  showSums,
  toGroupsCsv,
  toSalesCsv,
} from './sales-report.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

const counted = (description: string) => Type.Integer({ description });
const sums = {
  sold: counted('Packages that were delivered.'),
  refunded: counted('Packages that were refunded on the day.'),
  fromStock: counted('Packages sold from stock that the reseller had bought before.'),
  unitsWithoutCost: counted(
    'Packages of plans without a known cost, which the margin counts as zero.',
  ),
  revenue: described(Price, 'The wholesale prices that were charged for the packages.'),
  stockRevenue: described(Price, 'The wholesale prices that were charged for prepaid stock.'),
  retail: described(Price, 'The sum of the retail prices.'),
  cost: described(Price, 'What the carriers charge for the packages.'),
  margin: described(Price, 'The revenue less the cost.'),
};
export const SalesSums = answer('SalesSums', sums);
const SalesRow = answer('SalesReportRow', {
  day: Type.String({ format: 'date', description: 'The date of the sales (UTC).' }),
  dataPlanId: described(Id, 'The ID of the data plan.'),
  planName: Type.String({ description: 'The name of the data plan.' }),
  carrier: Type.String({ description: 'The name of the carrier.' }),
  ...sums,
});

export const someSums = {
  sold: 12,
  refunded: 1,
  fromStock: 2,
  unitsWithoutCost: 0,
  revenue: usd(16.39),
  stockRevenue: usd(2.98),
  retail: usd(54.89),
  cost: usd(8.8),
  margin: usd(7.59),
};

const filters = {
  from: Type.Optional(DateOrTime),
  to: Type.Optional(DateOrTime),
  mode: Type.Optional(
    oneOf(['live', 'sandbox', 'all'], {
      description: 'Which accounts to include. Default `live`.',
    }),
  ),
  organization_id: Type.Optional(
    Type.String({
      description: 'Only this reseller.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
};

/** The operators' reports of sales. */
export function registerOperatorReportRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareReport(routes);
  declareGroups(routes);
}

/** By day and data plan. */
function declareReport(routes: Routes): void {
  routes.read(
    '/operator/reports/sales',
    {
      id: 'reportSales',
      scope: 'assist',
      tag: 'Operator: reports',
      summary: 'Report sales by day and data plan',
      description:
        'Days are in UTC. `revenue` is the wholesale price of the packages that were sold on the ' +
        'day, less those refunded on the day; `stockRevenue` is the part of it that resellers ' +
        'had paid before, when they bought stock. `cost` is the cost of the plan on the day of ' +
        `the sale. Without \`from\`, the last ${DEFAULT_DAYS} days. A report has at most ` +
        `${MAX_ROWS} lines. Send \`Accept: text/csv\` for CSV.`,
      querystring: Type.Object({
        ...filters,
        ...csvQuery,
      }),
      answer: answer('SalesReport', {
        items: Type.Array(SalesRow, { description: 'One row for each day and data plan.' }),
        totals: described(SalesSums, 'The sums of all rows.'),
      }),
      example: {
        items: [
          {
            day: '2026-04-30',
            dataPlanId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
            planName: 'eSIM Worldwide 50 MB',
            carrier: 'alpine',
            ...someSums,
          },
        ],
        totals: someSums,
      },
      alsoAnswers: CSV_ANSWER,
    },
    async ({ db, now }, { query, request, reply }) => {
      const report = await reportSales(db, readAsked(query, now));
      if (wantsCsv(request, reply)) return sendCsv(request, reply, toSalesCsv(report));
      return { items: report.rows.map(showRow), totals: showSums(report.totals) };
    },
  );
}

/** By any one of several things. */
function declareGroups(routes: Routes): void {
  routes.read(
    '/operator/reports/sales/groups',
    {
      id: 'reportSalesByGroup',
      scope: 'assist',
      tag: 'Operator: reports',
      summary: 'Report sales by day, plan, country set, carrier or reseller',
      description:
        'Counts as the report by day and plan does; days are in UTC. `cost` and `margin` are ' +
        '`null` if the cost of any package of the group is unknown. Days are in their order, ' +
        `others by revenue. Without \`from\`, the last ${DEFAULT_DAYS} days. Send ` +
        '`Accept: text/csv` for CSV, in which they are empty.',
      querystring: Type.Object({
        group_by: Type.Optional(
          oneOf(SALES_GROUPS, {
            description: 'What the packages are grouped by. Default `data_plan`.',
            examples: ['carrier'],
          }),
        ),
        ...filters,
        ...csvQuery,
      }),
      answer: answer('SalesGroups', {
        items: Type.Array(
          answer('SalesGroup', {
            key: Type.String({ description: 'The day, the ID, the code or the name.' }),
            name: Type.String({ description: 'The name for people.' }),
            ...sums,
            cost: described(nullable(Price), 'What the carriers charge; `null` if unknown.'),
            margin: described(nullable(Price), 'The revenue less the cost; `null` if unknown.'),
          }),
          { description: 'One row for each group with sales or refunds.' },
        ),
      }),
      example: { items: [{ key: 'alpine', name: 'alpine', ...someSums }] },
      alsoAnswers: CSV_ANSWER,
    },
    async ({ db, now }, { query, request, reply }) => {
      const { group_by: by = 'data_plan', ...asked } = query;
      const rows = await reportSalesBy(db, { ...readAsked(asked, now), by });
      if (wantsCsv(request, reply)) return sendCsv(request, reply, toGroupsCsv(rows));
      return { items: rows.map(showGroup) };
    },
  );
}

type Filters = {
  from?: string;
  to?: string;
  mode?: 'live' | 'sandbox' | 'all';
  organization_id?: string;
};

function readAsked({ mode = 'live', from, to, organization_id: id }: Filters, now: Date) {
  const organizationId = id ?? null;
  const asked = { mode: mode === 'all' ? null : mode, organizationId };
  return { ...readRange({ from, to, now }), ...asked };
}

type RangeQuery = { from: string | undefined; to: string | undefined; now: Date };

function readRange({ from, to, now }: RangeQuery): { from: Date; before: Date } {
  const range = parseTimeRange(from, to);
  const before = range.before ?? now;
  const start = range.from ?? new Date(before.getTime() - DEFAULT_DAYS * DAY_MS);
  if (start > before) throw invalid('/from', 'must not be later than to');
  return { from: start, before };
}
