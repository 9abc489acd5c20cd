import type { Schemas } from '../api/client.ts';
import { useFormat } from '../words/format.ts';
import { useWords, type Words } from '../words/language.tsx';
import type { Fact } from './facts.tsx';

type Terms = Pick<
  Schemas['DataPlanSummary'],
  'dataType' | 'dailyBytes' | 'dayTimeZone' | 'fairUse'
>;
type Balance = Schemas['ActivatedItem']['balance'];

const en = {
  terms: 'Use',
  daily: (size: string) => `${size} a day`,
  unlimited: 'Unlimited data',
  atMidnight: (zone: string) => `days by the time zone ${zone}`,
  afterStart: 'days of 24 hours from the start',
  slowerADay: (speed: string, size: string) => `${speed} after ${size} a day`,
  slowerInAll: (speed: string, size: string) => `${speed} after ${size}`,
  today: 'Today',
  leftToday: (left: string, at: string) => `${left} left, next day ${at}`,
  usedToday: (used: string, at: string) => `${used} used, next day ${at}`,
  slowNow: (speed: string) => `slower now: ${speed}`,
};
const de: typeof en = {
  terms: 'Nutzung',
  daily: (size) => `${size} am Tag`,
  unlimited: 'Unbegrenzte Daten',
  atMidnight: (zone) => `Tage in der Zeitzone ${zone}`,
  afterStart: 'Tage von 24 Stunden ab dem Start',
  slowerADay: (speed, size) => `${speed} nach ${size} am Tag`,
  slowerInAll: (speed, size) => `${speed} nach ${size}`,
  today: 'Heute',
  leftToday: (left, at) => `${left} übrig, nächster Tag ${at}`,
  usedToday: (used, at) => `${used} verbraucht, nächster Tag ${at}`,
  slowNow: (speed) => `zurzeit langsamer: ${speed}`,
};
export const termsWords: Words<typeof en> = { en, de };

/** Returns the function that describes how data may be used: no fact of a single amount. */
export function useTermsFacts(): (terms: Terms) => Fact[] {
  const words = useWords(termsWords);
  const format = useFormat();
  return ({ dataType, dailyBytes, dayTimeZone, fairUse }) => {
    if (!dataType) return [];
    const hasDays = dataType === 'daily' || fairUse?.period === 'day';
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
    return [{ name: words.terms, value: parts.filter(Boolean).join(', ') }];
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
