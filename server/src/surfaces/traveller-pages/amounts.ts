import type { Locale } from '../../kernel/locale.ts';

/** British, because travellers are from everywhere: the day before the month. */
const LOCALES: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };
const MEGABYTE = 1_048_576;
const GIGABYTE = 1024 * MEGABYTE;

/** Returns `1.5 GB` or `204 MB`; the remaining data is never rounded up. */
export function showBytes(bytes: bigint, language: Locale): string {
  const [size, unit, decimals] =
    bytes >= BigInt(GIGABYTE)
      ? ([Number(bytes) / GIGABYTE, 'GB', 2] as const)
      : ([Number(bytes) / MEGABYTE, 'MB', 0] as const);
  const format = new Intl.NumberFormat(LOCALES[language], {
    maximumFractionDigits: decimals,
    roundingMode: 'floor',
  } as Intl.NumberFormatOptions);
  return `${format.format(size)}\u00a0${unit}`;
}

/** Returns a moment as people say it, in UTC: `30 April 2027 at 09:55`. */
export function showMoment(moment: Date, language: Locale): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(moment);
}
