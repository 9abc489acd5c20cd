import { dayOf, momentOf } from '../../words/zone.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = { today: 0, '7d': 6, '30d': 29, '90d': 89, '365d': 364 } as const;
export type Period = keyof typeof DAYS;
export const PERIODS = Object.keys(DAYS) as Period[];

export function isPeriod(value: string | undefined): value is Period {
  return value !== undefined && value in DAYS;
}

/** The first and the last date of a period. */
export type Dates = { from: string; to: string };

const RANGE = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/** Returns the dates of a range such as `2026-11-01..2026-11-15`; undefined for anything else. */
export function rangeOf(value = ''): Dates | undefined {
  const [, from = '', to = ''] = RANGE.exec(value) ?? [];
  return isDate(from) && isDate(to) && from <= to ? { from, to } : undefined;
}

function isDate(date: string): boolean {
  const at = Date.parse(date);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

/** The current time, and the time zone whose days count. */
type Today = { now: number; zone: string };

/** Returns the first moment of a period that ends today. */
export function startOf(period: Period, { now, zone }: Today): string {
  const first = dayOf(now - DAYS[period] * DAY_MS, zone);
  return new Date(momentOf(`${first}T00:00`, zone)).toISOString();
}

/** Returns the moments of a period or a range, the second of them excluded, or of no period. */
export function momentsOf(value: string | undefined, today: Today): { from?: string; to?: string } {
  if (isPeriod(value)) return { from: startOf(value, today) };
  const range = rangeOf(value);
  if (!range) return {};
  const start = (date: string) => new Date(momentOf(`${date}T00:00`, today.zone)).toISOString();
  return { from: start(range.from), to: start(daysAfter(range.to, 1)) };
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the dates of the period or range of equal length before it. */
export function datesBefore(period: Period | Dates, { now, zone }: Today): Dates {
  if (typeof period !== 'string') {
    const length = Math.round((Date.parse(period.to) - Date.parse(period.from)) / DAY_MS) + 1;
    return { from: daysAfter(period.from, -length), to: daysAfter(period.from, -1) };
  }
  const days = DAYS[period] + 1;
  return {
    from: dayOf(now - (2 * days - 1) * DAY_MS, zone),
    to: dayOf(now - days * DAY_MS, zone),
  };
}

/** Returns the first and last date of a period that ends today. */
export function datesOf(period: Period, { now, zone }: Today): Dates {
  return { from: dayOf(now - DAYS[period] * DAY_MS, zone), to: dayOf(now, zone) };
}
