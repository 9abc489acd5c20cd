import { Type } from 'typebox';
import { toTable } from '../../kernel/csv.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, nullable, oneOf, TimeZoneQuery } from '../../platform/http/schemas.ts';
import { readTimeZone } from '../../tenancy/organizations/index.ts';
import { APP_PLATFORMS } from '../../tenancy/sdk-apps/index.ts';
import { MAX_LINES } from './account-report.ts';
import {
  OUTCOME_COLUMNS,
  PHONE_GROUPINGS,
  reportInstallations,
  showOutcomeLine,
  showOutcomes,
} from './installation-report.ts';

const counted = (description: string) => Type.Integer({ description });
const counts = {
  started: counted('Installations that were started.'),
  succeeded: counted('Installations that succeeded.'),
  failed: counted('Installations that failed.'),
  cancelled: counted('Installations that the user cancelled.'),
  successRate: nullable(
    Type.Number({
      description:
        'The share of those that ended which succeeded, from 0 to 1; `null` if none ended.',
      examples: [0.9412],
    }),
  ),
};
const InstallationSums = answer('InstallationsReportSums', counts);

const InstallationReportSchema = answer('InstallationsReport', {
  timeZone: Type.String({ description: 'The time zone of the dates.' }),
  items: Type.Array(
    answer('InstallationsReportLine', {
      platform: oneOf(APP_PLATFORMS, { description: 'The system of the phones.' }),
      model: nullable(
        Type.String({
          description: 'The model; `null` unless grouped by it, and for phones that are unknown.',
          examples: ['Pixel 9'],
        }),
      ),
      systemVersion: nullable(
        Type.String({
          description: 'The system version; `null` unless grouped by it, and if it is unknown.',
          examples: ['16'],
        }),
      ),
      ...counts,
    }),
    { description: 'One line for each group, those with most reports first.' },
  ),
  totals: described(InstallationSums, 'The sums of all lines.'),
});
const someSums = { started: 18, succeeded: 16, failed: 1, cancelled: 0, successRate: 0.9412 };
const aLine = { platform: 'android', model: 'Pixel 9', systemVersion: '16', ...someSums };

const LocalDate = (description: string) =>
  Type.Optional(Type.String({ maxLength: 255, description, examples: ['2026-04-30'] }));
const query = Type.Object({
  from: LocalDate('The first date of the report. Default: 30 days up to `to`.'),
  to: LocalDate('The last date of the report, which is included. Default: today.'),
  time_zone: TimeZoneQuery,
  group_by: Type.Optional(
    Type.String({
      maxLength: 255,
      description: `A comma-separated list of ${PHONE_GROUPINGS.join(', ')}.`,
      examples: ['model,system_version'],
    }),
  ),
  platform: Type.Optional(oneOf(APP_PLATFORMS, { description: 'Only phones of this system.' })),
  ...csvQuery,
});

/** Declares the report of what apps reported about installations. */
export function declareInstallations(routes: Routes): void {
  routes.read(
    '/gigastore/reports/installations',
    {
      id: 'getInstallationReport',
      scope: 'read',
      tag: 'Reports',
      summary: 'Retrieve a report of installations',
      description:
        'Returns what apps reported about installing eSIMs: by platform and, with `group_by`, by ' +
        'model and system version. A report counts on the date on which it happened on the ' +
        'phone, and an installation that is tried again counts again. It has at most ' +
        `${MAX_LINES} lines. Send \`Accept: text/csv\` for CSV.`,
      querystring: query,
      answer: InstallationReportSchema,
      example: { timeZone: 'Europe/Vienna', items: [aLine], totals: someSums },
      alsoAnswers: CSV_ANSWER,
    },
    async (scope, { query: asked, request, reply }) => {
      const timeZone = await readTimeZone(scope, asked.time_zone);
      const { from, to, group_by: groupBy, platform } = asked;
      const report = await reportInstallations(scope, { from, to, timeZone, groupBy, platform });
      if (wantsCsv(request, reply)) {
        return sendCsv(request, reply, toTable(OUTCOME_COLUMNS, report.lines));
      }
      const totals = showOutcomes(report.totals);
      return { timeZone, items: report.lines.map(showOutcomeLine), totals };
    },
  );
}
