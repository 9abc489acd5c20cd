import { Type } from 'typebox';
import { toCsv } from '../../kernel/csv.ts';
import { invalid } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, DateOrTime, described, nullable, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { type DeskReportRow, REPORT_PERIODS, selectDeskReport } from './desk-report-store.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 90;

const seconds = (description: string) => Type.Unsafe({ ...nullable(Type.Integer()), description });
const sums = {
  opened: Type.Integer({ description: 'Tickets that resellers opened.' }),
  answered: Type.Integer({ description: 'Those of them that were answered since.' }),
  medianSeconds: seconds('The median time to the first answer; `null` without an answer.'),
  p90Seconds: seconds('The time within which nine in ten were answered.'),
};
const SumsSchema = answer('DeskReportSums', sums);
const someSums = { opened: 12, answered: 11, medianSeconds: 5400, p90Seconds: 28800 };

/** How fast the desk answers. */
export function registerDeskReportRoutes(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/operator/reports/tickets',
    {
      id: 'reportTickets',
      scope: 'assist',
      tag: 'Operator: reports',
      summary: 'Report tickets and the time to their first answers',
      description:
        'A ticket counts in the period in which it was opened (UTC; a week begins on Monday). ' +
        `Without \`from\`, the last ${DEFAULT_DAYS} days. Send \`Accept: text/csv\` for CSV.`,
      querystring: Type.Object({
        from: Type.Optional(DateOrTime),
        to: Type.Optional(DateOrTime),
        by: Type.Optional(
          oneOf(REPORT_PERIODS, { description: 'The length of a period. Default `week`.' }),
        ),
        mode: Type.Optional(
          oneOf(['live', 'sandbox', 'all'], {
            description: 'Which accounts to include. Default `all`.',
          }),
        ),
        organization_id: Type.Optional(
          Type.String({
            description: 'Only this reseller.',
            format: 'uuid',
            examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
          }),
        ),
        ...csvQuery,
      }),
      answer: answer('DeskReport', {
        items: Type.Array(
          answer('DeskReportRow', {
            day: Type.String({ format: 'date', description: 'The first day of the period.' }),
            ...sums,
          }),
          { description: 'One row for each period in which tickets were opened.' },
        ),
        totals: described(SumsSchema, 'The sums of the whole report.'),
      }),
      example: { items: [{ day: '2026-04-27', ...someSums }], totals: someSums },
      alsoAnswers: CSV_ANSWER,
    },
    async ({ db, now }, { query, request, reply }) => {
      const { by = 'week', mode = 'all', organization_id: organizationId = null } = query;
      const { from, before = now } = parseTimeRange(query.from, query.to);
      const start = from ?? new Date(before.getTime() - DEFAULT_DAYS * DAY_MS);
      if (start > before) throw invalid('/from', 'must not be later than to');
      const of = { by, from: start, before, mode: mode === 'all' ? null : mode, organizationId };
      const rows = await selectDeskReport(db, of);
      if (wantsCsv(request, reply)) return sendCsv(request, reply, toDeskCsv(rows));
      const totals = rows.at(-1);
      return { items: rows.filter(({ day }) => day !== null), totals: totals && showSums(totals) };
    },
  );
}

function showSums({ day: _, ...shown }: DeskReportRow) {
  return shown;
}

/** Returns the report as CSV. The last line, whose day is `total`, has the totals. */
function toDeskCsv(rows: readonly DeskReportRow[]): string {
  const lines = rows.map(({ day, opened, answered, medianSeconds, p90Seconds }) => [
    ...[day ?? 'total', opened, answered, medianSeconds, p90Seconds],
  ]);
  return toCsv([['day', 'opened', 'answered', 'medianSeconds', 'p90Seconds'], ...lines]);
}
