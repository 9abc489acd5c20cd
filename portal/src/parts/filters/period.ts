import type { Words } from '../../words/language.tsx';
import { dayOf, momentOf } from '../../words/zone.ts';

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

/** The current time, and the time zone whose days count. */
type Today = { now: number; zone: string };

/** Returns the first moment of a period that ends today. */
export function startOf(period: Period, { now, zone }: Today): string {
  const first = dayOf(now - DAYS[period] * DAY_MS, zone);
  return new Date(momentOf(`${first}T00:00`, zone)).toISOString();
}

/** Returns the dates of the period of equal length before it. */
export function datesBefore(period: Period, { now, zone }: Today): { from: string; to: string } {
  const days = DAYS[period] + 1;
  return {
    from: dayOf(now - (2 * days - 1) * DAY_MS, zone),
    to: dayOf(now - days * DAY_MS, zone),
  };
}

/** Returns the first and last date of a period that ends today. */
export function datesOf(period: Period, { now, zone }: Today): { from: string; to: string } {
  return { from: dayOf(now - DAYS[period] * DAY_MS, zone), to: dayOf(now, zone) };
}
