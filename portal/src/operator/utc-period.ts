import type { Period } from '../parts/filters/period.ts';
import { utcDay } from './use-report.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS: Record<Period, number> = { today: 1, '7d': 7, '30d': 30, '90d': 90, '365d': 365 };

/** Returns the first and last UTC date of a period that ends on the UTC day of `now`. */
export function utcPeriod(period: Period, now: number): { from: string; to: string } {
  return { from: utcDay(now - (DAYS[period] - 1) * DAY_MS), to: utcDay(now) };
}
