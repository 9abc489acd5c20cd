import { Type } from 'typebox';
import { toCsv } from '../../kernel/csv.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { oneOf, TimeZoneQuery } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readTimeZone } from '../../tenancy/organizations/index.ts';
import {
  csvColumnsOf,
  GROUPINGS,
  INTERVALS,
  MAX_LINES,
  showAccountSums,
  showLine,
} from './account-report.ts';
import {
  AccountReportSchema,
  AccountSummarySchema,
  aLine,
  anAccountSummary,
  someAccountSums,
} from './account-report-schemas.ts';
import { declareGoLive } from './go-live-routes.ts';
import { declareInstallations } from './installation-report-routes.ts';
import { registerOperatorReportRoutes } from './operator-routes.ts';
import { reportAccountSales } from './report-account-sales.ts';
import { summarizeAccount } from './summarize-account.ts';

const tag = 'Reports';
const word = (description: string, example: string) =>
  Type.Optional(Type.String({ maxLength: 255, description, examples: [example] }));
const LocalDate = (description: string) => word(description, '2026-04-30');

const reportQuery = Type.Object({
  from: LocalDate('The first date of the report. Default: 30 days up to `to`.'),
  to: LocalDate('The last date of the report, which is included. Default: today.'),
  time_zone: TimeZoneQuery,
  interval: Type.Optional(
    oneOf(INTERVALS, {
      description: 'The length of a period. Weeks start on Monday. Default `day`.',
    }),
  ),
  group_by: word(`A comma-separated list of ${GROUPINGS.join(', ')}.`, 'item,sales_channel'),
  inventory_item_id: word('Only packages of this inventory item.', aLine.inventoryItemId),
  country_set: word('Only packages of this country set.', 'EU'),
  sales_channel: word('Only packages sold through this channel.', 'API'),
  client_id: word('Only packages sold with this API key or by this app.', 'gs_live_7Zk2'),
  metatag_prefix: word('Only packages whose metatag starts with this text.', 'summer'),
  ...csvQuery,
});

/** Reports of an account's sales and installations, and those of the platform. */
export function registerReportRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareSales(routes);
  declareSummary(routes);
  declareInstallations(routes);
  declareGoLive(routes);
  registerOperatorReportRoutes(app, parts);
}

function declareSales(routes: Routes): void {
  routes.read(
    '/gigastore/reports/sales',
    {
      id: 'getSalesReport',
      scope: 'read',
      tag,
      summary: 'Retrieve a sales report',
      description:
        'Returns sales by period and, with `group_by`, by item, country set, sales channel, API ' +
        'key or metatag prefix (the metatag up to the first `-`, `_`, `:`, `/`, `.` or space). A ' +
        'package counts in the period of its sale and, if refunded, is deducted in the period of ' +
        'its refund. Periods without sales are left out. The report includes every sale up to ' +
        `now. It has at most ${MAX_LINES} lines. Send \`Accept: text/csv\` for CSV.`,
      querystring: reportQuery,
      answer: AccountReportSchema,
      example: {
        timeZone: 'Europe/Vienna',
        interval: 'day',
        items: [aLine],
        totals: someAccountSums,
      },
      alsoAnswers: CSV_ANSWER,
    },
    async (scope, { query, request, reply }) => {
      const { interval = 'day', group_by: groupBy } = query;
      const timeZone = await readTimeZone(scope, query.time_zone);
      const { periods, lines, totals } = await reportAccountSales(scope, {
        from: query.from,
        to: query.to,
        interval,
        timeZone,
        groupBy,
        filter: {
          inventoryItemId: query.inventory_item_id ?? null,
          countrySet: query.country_set ?? null,
          salesChannel: query.sales_channel ?? null,
          clientId: query.client_id ?? null,
          metatagPrefix: query.metatag_prefix ?? null,
        },
      });
      if (wantsCsv(request, reply)) {
        const columns = csvColumnsOf(periods);
        const cells = Object.values(columns);
        const rows = lines.map((line) => cells.map((cellOf) => cellOf(line)));
        return sendCsv(request, reply, toCsv([Object.keys(columns), ...rows]));
      }
      const items = lines.map((line) => showLine(line, periods));
      return { timeZone, interval, items, totals: showAccountSums(totals) };
    },
  );
}

function declareSummary(routes: Routes): void {
  routes.read(
    '/gigastore/reports/summary',
    {
      id: 'getReportSummary',
      scope: 'read',
      tag,
      summary: 'Retrieve a summary of sales and credits',
      description:
        'Returns the sales of today, yesterday, the last 7, the last 30 and the 30 days before, ' +
        'and how many days the available credits last at the pace of the last 7 days.',
      querystring: Type.Object({ time_zone: TimeZoneQuery }),
      answer: AccountSummarySchema,
      example: anAccountSummary,
    },
    async (scope, { query }) =>
      summarizeAccount(scope, { timeZone: await readTimeZone(scope, query.time_zone) }),
  );
}
