import { useCallback } from 'react';
import type { Schemas } from '../api/client.ts';
import { useFormat } from '../words/format.ts';
import { useWords, type Words } from '../words/language.tsx';
import type { Fact } from './facts.tsx';

type Terms = Pick<
  Schemas['DataPlanSummary'],
  'dataType' | 'dailyBytes' | 'dayTimeZone' | 'fairUse'
>;
type Balance = Schemas['ActivatedItem']['balance'];
type Size = Schemas['Size'];

export const UNIT_BYTES = { MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

const en = {
  terms: 'Use',
  daily: (size: string) => `${size} a day`,
  unlimited: 'Unlimited data',
  noLimit: 'Unlimited',
  atMidnight: (zone: string) => `days by the time zone ${zone}`,
  afterStart: 'days of 24 hours from the start',
  slowerADay: (speed: string, size: string) => `${speed} after ${size} a day`,
  slowerInAll: (speed: string, size: string) => `${speed} after ${size}`,
  today: 'Today',
  days: 'Days',
  unused: 'No data was used yet.',
  dayFrom: 'Day from',
  used: 'Used',
  slowly: 'Of it slower',
  leftToday: (left: string, at: string) => `${left} left, next day ${at}`,
  usedToday: (used: string, at: string) => `${used} used, next day ${at}`,
  slowNow: (speed: string) => `slower now: ${speed}`,
};
const de: typeof en = {
  terms: 'Nutzung',
  daily: (size) => `${size} am Tag`,
  unlimited: 'Unbegrenzte Daten',
  noLimit: 'Unbegrenzt',
  atMidnight: (zone) => `Tage in der Zeitzone ${zone}`,
  afterStart: 'Tage von 24 Stunden ab dem Start',
  slowerADay: (speed, size) => `${speed} nach ${size} am Tag`,
  slowerInAll: (speed, size) => `${speed} nach ${size}`,
  today: 'Heute',
  days: 'Tage',
  unused: 'Noch wurden keine Daten genutzt.',
  dayFrom: 'Tag ab',
  used: 'Genutzt',
  slowly: 'Davon langsamer',
  leftToday: (left, at) => `${left} übrig, nächster Tag ${at}`,
  usedToday: (used, at) => `${used} verbraucht, nächster Tag ${at}`,
  slowNow: (speed) => `zurzeit langsamer: ${speed}`,
};
export const termsWords: Words<typeof en> = { en, de };

/** Returns the function that formats a size; unlimited data has a nominal one, which it hides. */
export function useVolume(): (plan: Size & Pick<Terms, 'dataType'>) => string {
  const { noLimit } = useWords(termsWords);
  const format = useFormat();
  return useCallback(
    (plan) => (plan.dataType === 'unlimited' ? noLimit : format.size(plan)),
    [noLimit, format],
  );
}

type Item = Pick<Schemas['ActivatedItem'], 'state' | 'balance'>;

/** Returns whether a package gives data, at once or from its first use on. */
export function isUsable({ state }: Pick<Item, 'state'>): boolean {
  return state === 'ACTIVE' || state === 'WAITING';
}

/** Returns whether one of the packages gives data without a limit, so that none is left to count. */
export function hasUnlimited(items: readonly Item[]): boolean {
  return items.some((item) => isUsable(item) && item.balance.dataType === 'unlimited');
}

/** Returns the bytes of a package: what it gave and still gives, or has by its terms. */
export function wholeOf({ dataType, size, availableBytes, usedBytes }: Balance): number {
  return dataType ? size.sizeValue * UNIT_BYTES[size.sizeUnit] : availableBytes + usedBytes;
}

/** Returns the function that describes how data may be used: no fact of a single amount. */
export function useTermsFacts(): (terms: Terms) => Fact[] {
  const { terms: name } = useWords(termsWords);
  const textOf = useTermsText();
  return (terms) => {
    const value = textOf(terms);
    return value === null ? [] : [{ name, value }];
  };
}

/**
 * Returns the function that describes how data may be used; null for a single amount. Terms without
 * a field `dayTimeZone` do not say when a day starts.
 */
export function useTermsText(): (terms: Terms) => string | null {
  const words = useWords(termsWords);
  const format = useFormat();
  return ({ dataType, dailyBytes, dayTimeZone, fairUse }) => {
    if (!dataType) return null;
    const isByDay = dataType === 'daily' || fairUse?.period === 'day';
    const hasDays = isByDay && dayTimeZone !== undefined;
    const parts = [
      dailyBytes && words.daily(format.bytes(dailyBytes)),
      dataType === 'unlimited' && words.unlimited,
      hasDays && (dayTimeZone ? words.atMidnight(dayTimeZone) : words.afterStart),
      fairUse &&
        (fairUse.period === 'day' ? words.slowerADay : words.slowerInAll)(
          `${format.number(fairUse.speedKbps)} kbit/s`,
          format.bytes(fairUse.bytes),
        ),
    ];
    return parts.filter(Boolean).join(', ');
  };
}

/** Returns the function that describes the present day of a package; none of a single amount. */
export function useTodayFacts(): (balance: Balance) => Fact[] {
  const words = useWords(termsWords);
  const format = useFormat();
  return ({ dataType, today }) => {
    if (!today) return [];
    const { availableBytes, usedBytes, resetsAt, speedKbps } = today;
    const at = format.exact(resetsAt);
    const data =
      dataType === 'daily' && availableBytes !== null
        ? words.leftToday(format.bytes(availableBytes), at)
        : words.usedToday(format.bytes(usedBytes), at);
    const slow = speedKbps !== null && words.slowNow(`${format.number(speedKbps)} kbit/s`);
    return [{ name: words.today, value: [data, slow].filter(Boolean).join(', ') }];
  };
}
