import type { Words } from '../../words/language.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = { today: 0, '7d': 6, '30d': 29, '90d': 89, '365d': 364 } as const;
export type Period = keyof typeof DAYS;
export const PERIODS = Object.keys(DAYS) as Period[];

const en: Record<Period, string> = {
  today: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '365d': 'Last 12 months',
};
const de: typeof en = {
  today: 'Heute',
  '7d': 'Letzte 7 Tage',
  '30d': 'Letzte 30 Tage',
  '90d': 'Letzte 90 Tage',
  '365d': 'Letzte 12 Monate',
};
export const periodWords: Words<typeof en> = { en, de };

export function isPeriod(value: string | undefined): value is Period {
  return value !== undefined && value in DAYS;
}

/** The first moment of a period that ends with the day of `now`, in this person's time zone. */
export function startOf(period: Period, now: number): string {
  const day = new Date(now - DAYS[period] * DAY_MS);
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

/** The date of a moment in this person's time zone, as `2026-11-29`. */
export function dayOf(at: number): string {
  const day = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The dates of as many days before that period. */
export function datesBefore(period: Period, now: number): { from: string; to: string } {
  const days = DAYS[period] + 1;
  return { from: dayOf(now - (2 * days - 1) * DAY_MS), to: dayOf(now - days * DAY_MS) };
}

/** The first and the last date of a period that ends with the day of `now`. */
export function datesOf(period: Period, now: number): { from: string; to: string } {
  return { from: dayOf(now - DAYS[period] * DAY_MS), to: dayOf(now) };
}
