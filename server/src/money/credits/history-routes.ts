import { Type } from 'typebox';
import { toCsv } from '../../kernel/csv.ts';
import { toPrice, usd } from '../../kernel/money.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, Price, TimeZoneQuery } from '../../platform/http/schemas.ts';
import { type CreditDay, MAX_DAYS, readCreditDays } from './credit-days.ts';

const day = (description: string) =>
  Type.Optional(Type.String({ format: 'date', description, examples: ['2026-04-30'] }));

const DaySchema = answer('CreditDay', {
  date: Type.String({ format: 'date', description: 'The day (UTC).' }),
  openingBalance: described(Price, 'The balance at the beginning of the day.'),
  added: described(Price, 'Credits that were added or returned.'),
  spent: described(Price, 'Credits that were spent or taken back.'),
  closingBalance: described(Price, 'The balance at the end of the day.'),
});

/** Declares the route of the balance over time. */
export function declareBalanceHistory(routes: Routes): void {
  routes.read(
    '/gigastore/credits/balance-history',
    {
      id: 'getBalanceHistory',
      scope: 'read',
      tag: 'Credits',
      summary: 'Retrieve the balance by day',
      description:
        `Returns every day of a range, oldest first, at most ${MAX_DAYS} days. Default: the ` +
        'last 30 days by the clock of the account.',
      querystring: Type.Object({
        from: day('The first day.'),
        to: day('The last day.'),
        time_zone: TimeZoneQuery,
        ...csvQuery,
      }),
      answer: answer('BalanceHistory', {
        from: Type.String({ format: 'date', description: 'The first day.' }),
        to: Type.String({ format: 'date', description: 'The last day.' }),
        timeZone: Type.String({ description: 'The time zone of the days.' }),
        items: Type.Array(DaySchema, { description: 'One entry for each day, oldest first.' }),
      }),
      example: {
        from: '2026-04-30',
        to: '2026-04-30',
        timeZone: 'Europe/Vienna',
        items: [
          {
            date: '2026-04-30',
            openingBalance: usd(20),
            added: usd(100),
            spent: usd(1.49),
            closingBalance: usd(118.51),
          },
        ],
      },
      alsoAnswers: CSV_ANSWER,
      refusals: ['invalid_request'],
    },
    async (scope, { query: { from, to, time_zone: timeZone }, request, reply }) => {
      const history = await readCreditDays(scope, { from, to, timeZone });
      if (wantsCsv(request, reply)) return sendCsv(request, reply, csvOf(history.days));
      return { ...history, days: undefined, items: history.days.map(showDay) };
    },
  );
}

function showDay({ date, openingMinor, addedMinor, spentMinor, closingMinor }: CreditDay) {
  return {
    date,
    openingBalance: toPrice(openingMinor),
    added: toPrice(addedMinor),
    spent: toPrice(spentMinor),
    closingBalance: toPrice(closingMinor),
  };
}

function csvOf(days: readonly CreditDay[]): string {
  const header = ['date', 'openingBalance', 'added', 'spent', 'closingBalance', 'currency'];
  const rows = days.map(({ date, openingMinor, addedMinor, spentMinor, closingMinor }) => {
    return [date, openingMinor, addedMinor, spentMinor, closingMinor, 'USD'];
  });
  return toCsv([header, ...rows]);
}
