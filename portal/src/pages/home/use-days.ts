import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useNow } from '../../session/clock.ts';

export type Day = { date: string; revenue: number; margin: number; sold: number; refunds: number };
/** The last days with today, and as many before them. */
export type Days = { now: Day[]; before: Day[] };
const PAGE = 200;
const MOST_PAGES = 25;
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

/** What was sold on each of the last 60 days, of the most recent 5,000 packages. */
export function useDays() {
  const { calls } = useApi();
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const first = new Date(now - (2 * DAYS - 1) * DAY_MS);
  first.setHours(0, 0, 0, 0);
  const from = first.toISOString();
  return useQuery({
    queryKey: ['days', from],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const sales: Schemas['ActivatedItem'][] = [];
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { data, error } = await calls.GET('/gigastore/activations/activated-items', {
          params: { query: { from, page_size: PAGE, page_index: page } },
          signal,
        });
        if (error) throw error;
        sales.push(...(data as Schemas['ActivatedItem'][]));
        if (data.length < PAGE) break;
      }
      return daysOf(sales, now);
    },
  });
}

function daysOf(sales: Schemas['ActivatedItem'][], now: number): Days {
  const days = Array.from({ length: 2 * DAYS }, (_, index): Day => {
    const date = new Date(now - (2 * DAYS - 1 - index) * DAY_MS).toDateString();
    return { date, revenue: 0, margin: 0, sold: 0, refunds: 0 };
  });
  const byDate = new Map(days.map((day) => [day.date, day]));
  for (const { salesDate, state, retailPrice, purchasePrice } of sales) {
    const day = byDate.get(new Date(salesDate).toDateString());
    if (!day || state === 'FAILED') continue;
    day.sold += 1;
    if (state === 'REFUNDED') {
      day.refunds += 1;
    } else {
      day.revenue += retailPrice.priceValue;
      day.margin += retailPrice.priceValue - purchasePrice.priceValue;
    }
  }
  return { now: days.slice(DAYS), before: days.slice(0, DAYS) };
}
