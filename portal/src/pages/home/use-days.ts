import { keepPreviousData } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useNow } from '../../session/clock.ts';
import { dayOf, useZone } from '../../words/zone.ts';

type Sums = Schemas['AccountSalesSums'];
type Day = Sums & { date: string };
/** Returns the last days including today, and as many before them. */
export type Days = { now: Day[]; before: Day[] };
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const ZERO: Schemas['Price'] = { sortIndex: 0, priceValue: 0, currencyCode: 'USD' };
const NOTHING: Sums = {
  sold: 0,
  fromStock: 0,
  activated: 0,
  refunded: 0,
  retail: ZERO,
  wholesale: ZERO,
  margin: ZERO,
  refundedAmount: ZERO,
};

/** Queries the sales of the last 30 days and the 30 before, and how long the credits last. */
export function useSummary() {
  return useQueries().useQuery(
    'get',
    '/gigastore/reports/summary',
    { params: { query: { time_zone: useZone() } } },
    { placeholderData: keepPreviousData },
  );
}

/** Queries the sales of each of the last 60 days in the company's time zone. */
export function useDays() {
  const now = useNow();
  const zone = useZone();
  const dates = Array.from({ length: 2 * DAYS }, (_, index) =>
    dayOf(now - (2 * DAYS - 1 - index) * DAY_MS, zone),
  );
  return useQueries().useQuery(
    'get',
    '/gigastore/reports/sales',
    { params: { query: { from: dates[0], to: dates.at(-1), time_zone: zone } } },
    {
      placeholderData: keepPreviousData,
      select: (answer): Days => {
        const { items } = notCsv(answer);
        const known = new Map(items.map((line) => [line.date, line]));
        const days = dates.map((date) => ({ ...NOTHING, ...known.get(date), date }));
        return { now: days.slice(DAYS), before: days.slice(0, DAYS) };
      },
    },
  );
}
