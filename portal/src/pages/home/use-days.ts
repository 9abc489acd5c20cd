import { keepPreviousData } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useQueries } from '../../api/use-api.tsx';
import { dayOf, timeZone } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';

export type Day = { date: string; revenue: number; margin: number; sold: number; refunds: number };
/** The last days with today, and as many before them. */
export type Days = { now: Day[]; before: Day[] };
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What was sold on each of the last 60 days of this person's time zone. */
export function useDays() {
  const now = useNow();
  const dates = Array.from({ length: 2 * DAYS }, (_, index) =>
    dayOf(now - (2 * DAYS - 1 - index) * DAY_MS),
  );
  return useQueries().useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query: { from: dates[0], to: dates.at(-1), time_zone: timeZone() } } },
    {
      placeholderData: keepPreviousData,
      select: (answer): Days => {
        const { items } = notCsv(answer);
        const days = dates.map((date) => toDay(date, items));
        return { now: days.slice(DAYS), before: days.slice(0, DAYS) };
      },
    },
  );
}

function toDay(date: string, lines: Schemas['AccountSalesLine'][]): Day {
  const line = lines.find((one) => one.date === date);
  return {
    date,
    revenue: line?.retail.priceValue ?? 0,
    margin: line?.margin.priceValue ?? 0,
    sold: line?.sold ?? 0,
    refunds: line?.refunded ?? 0,
  };
}
