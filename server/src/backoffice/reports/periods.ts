import { invalid } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { addDays, dateIn, startOfDate } from '../../kernel/time-zone.ts';
import { type Interval, MAX_PERIODS, type Period } from './account-report.ts';

const DEFAULT_DAYS = 30;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export type PeriodQuery = {
  from: string | undefined;
  to: string | undefined;
  interval: Interval;
  timeZone: string;
  now: Date;
};

/**
 * Returns the periods between two dates of a time zone, of which the last includes the whole date
 * `to`. Weeks start on Monday. The first period starts at `from`. Without `from` there are 30 days.
 * Throws `invalid_request` for dates that are wrong or too far apart.
 */
export function periodsOf(query: PeriodQuery): { periods: Period[]; before: Date } {
  const { interval, timeZone: zone, now } = query;
  checkDates(query);
  const last = query.to ?? dateIn(zone, now);
  const first = query.from ?? addDays(last, 1 - DEFAULT_DAYS);
  if (first > last) throw invalid('/from', 'must not be later than to');
  const periods: Period[] = [];
  for (let date = first; date <= last; date = nextOf(date, interval, last)) {
    periods.push({ date, startsAt: startOfDate(zone, date) });
    if (periods.length > MAX_PERIODS)
      throw invalid('/from', `makes more than ${MAX_PERIODS} rows; choose a shorter range`);
  }
  return { periods, before: startOfDate(zone, addDays(last, 1)) };
}

function checkDates({ from, to }: PeriodQuery): void {
  parseTimeRange(from, to);
  for (const [path, date] of Object.entries({ '/from': from, '/to': to })) {
    if (date !== undefined && !DATE.test(date)) throw invalid(path, 'must be a date: 2026-04-30');
  }
}

/** Returns the first date of the next period. */
function nextOf(date: string, interval: Interval, last: string): string {
  if (interval === 'day') return addDays(date, 1);
  if (interval === 'total') return addDays(last, 1);
  const day = new Date(date);
  if (interval === 'week') return addDays(date, 7 - ((day.getUTCDay() + 6) % 7));
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1))
    .toISOString()
    .slice(0, 10);
}
