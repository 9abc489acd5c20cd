import { useCallback } from 'react';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf, useZone } from '../../words/zone.ts';
import type { Sale } from './use-sales.ts';
import { salesWords } from './words.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The longest period of a report, in days. */
const MOST_DAYS = 366;

type Listed = { sales: Sale[]; isFiltered: boolean };

/**
 * The head of a day in the company's time zone, as in the reports: its date, and what the report
 * says was sold. A filtered list has no sums, since the report knows nothing of its filters.
 */
export function useDayHead({ sales, isFiltered }: Listed) {
  const words = useWords(salesWords);
  const format = useFormat();
  const now = useNow();
  const zone = useZone();
  const [today, yesterday] = [dayOf(now, zone), dayOf(now - DAY_MS, zone)];
  const oldest = sales.at(-1);
  const first = oldest ? dayOf(Date.parse(oldest.salesDate), zone) : today;
  const earliest = dayOf(now - (MOST_DAYS - 1) * DAY_MS, zone);
  const query = {
    from: first > earliest ? first : earliest,
    to: today,
    time_zone: zone,
    interval: 'day',
  } as const;
  const { data: lines } = useApi().queries.useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query } },
    {
      enabled: sales.length > 0 && !isFiltered,
      placeholderData: (before) => before,
      select: (answer) => notCsv(answer).items,
    },
  );
  return useCallback(
    (day: string) => {
      const date = format.dayMonth(day);
      const name = day === today ? words.today : day === yesterday ? words.yesterday : undefined;
      const line = isFiltered ? undefined : lines?.find((one) => one.date === day);
      return (
        <>
          {line && (
            <span>
              {line.sold === 1
                ? words.oneDayHead(format.money(line.retail))
                : words.dayHead(format.number(line.sold), format.money(line.retail))}
            </span>
          )}
          {name ? `${name}, ${date}` : date}
        </>
      );
    },
    [words, format, today, yesterday, lines, isFiltered],
  );
}
