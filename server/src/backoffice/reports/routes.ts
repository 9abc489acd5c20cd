import { Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, DateOrTime, Id, oneOf, Price } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { MAX_ROWS, reportSales, showRow, showSums, toSalesCsv } from './sales-report.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

const counted = (description: string) => Type.Integer({ description });
const sums = {
  sold: counted('Packages that were delivered.'),
  refunded: counted('Packages that were given back, on the day on which they were.'),
  fromStock: counted('Of those sold: from stock that the reseller had bought in advance.'),
  uncosted: counted('Packages of plans without a known cost; the margin takes it for nothing.'),
  revenue: Price,
  stockRevenue: Price,
  retail: Price,
  cost: Price,
  margin: Price,
};
export const SalesSums = answer('SalesSums', sums);
const SalesRow = answer('SalesReportRow', {
  day: Type.String({ format: 'date' }),
  dataPlanId: Id,
  planName: Type.String(),
  carrier: Type.String(),
  ...sums,
});

export const someSums = {
  sold: 12,
  refunded: 1,
  fromStock: 2,
  uncosted: 0,
  revenue: usd(16.39),
  stockRevenue: usd(2.98),
  retail: usd(54.89),
  cost: usd(8.8),
  margin: usd(7.59),
};

/** What was sold, by day and plan. */
export function registerReportRoutes(app: App, { db }: { db: Queryable }): void {
  app.get(
    '/operator/reports/sales',
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'reportSales',
        tag: 'Operator: reports',
        summary: 'Report revenue, cost and margin by day and plan',
        description:
          'Days are of UTC. The revenue is the wholesale price of the packages sold that day, ' +
          'less those refunded that day; `stockRevenue` is the part of it that resellers had ' +
          'paid before, when they bought stock. The retail price is what resellers say they ' +
          'sell for. The cost is what the plan cost on the day of the sale. Without `from` the ' +
          `last ${DEFAULT_DAYS} days; at most ${MAX_ROWS} lines. CSV with \`Accept: text/csv\`.`,
        querystring: Type.Object({
          from: Type.Optional(DateOrTime),
          to: Type.Optional(DateOrTime),
          mode: Type.Optional(
            oneOf(['live', 'sandbox', 'all'], { description: 'Default `live`.' }),
          ),
          organization_id: Type.Optional(Type.String({ description: 'Only this reseller.' })),
          ...csvQuery,
        }),
        answer: answer('SalesReport', { items: Type.Array(SalesRow), totals: SalesSums }),
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
      }),
    },
    async (request, reply) => {
      const { from, to, mode = 'live', organization_id: organizationId = null } = request.query;
      const range = readRange({ from, to, now: request.context.now });
      const asked = { ...range, mode: mode === 'all' ? null : mode, organizationId };
      const report = await reportSales(db, asked);
      if (wantsCsv(request, reply)) return sendCsv(request, reply, toSalesCsv(report));
      return { items: report.rows.map(showRow), totals: showSums(report.totals) };
    },
  );
}

type Asked = { from: string | undefined; to: string | undefined; now: Date };

function readRange({ from, to, now }: Asked): { from: Date; before: Date } {
  const range = parseTimeRange(from, to);
  const before = range.before ?? now;
  const start = range.from ?? new Date(before.getTime() - DEFAULT_DAYS * DAY_MS);
  if (start > before) throw invalid('/from', 'must not be later than to');
  return { from: start, before };
}
