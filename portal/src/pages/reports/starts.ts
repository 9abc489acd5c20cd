const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_OF_WEEK = 7;

type Interval = 'day' | 'week' | 'month';

/** Returns the first dates of the days, weeks (from Monday) or months of a range. */
export function startsOf({ from, to }: { from: string; to: string }, interval: Interval): string[] {
  const starts = new Set<string>();
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    starts.add(startOf(at, interval));
  return [...starts];
}

function startOf(at: number, interval: Interval): string {
  const date = new Date(at);
  const day = date.toISOString().slice(0, 10);
  if (interval === 'day') return day;
  if (interval === 'month') return `${day.slice(0, 7)}-01`;
  const sinceMonday = (date.getUTCDay() + DAYS_OF_WEEK - 1) % DAYS_OF_WEEK;
  return new Date(at - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}
