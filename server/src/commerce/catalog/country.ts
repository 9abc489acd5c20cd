import { countries, type TCountryCode } from 'countries-list';
import { LRUCache } from 'lru-cache';

/** Reserved codes that the package contains. They are parts of SH and not countries. */
const NOT_ASSIGNED = new Set(['AC', 'TA']);

/**
 * Every country code, upper case and sorted: ISO 3166-1 alpha-2, and XK, the user-assigned code
 * under which operators sell and report Kosovo.
 */
export const COUNTRY_CODES: readonly string[] = Object.keys(countries)
  .filter((code) => !NOT_ASSIGNED.has(code))
  .sort();

const known = new Set(COUNTRY_CODES);
const TWO_LETTERS = /^[a-z]{2}$/i;

/** `at` and `AT` to `AT`; undefined for what is no country code. */
export function toCountryCode(text: string): string | undefined {
  if (known.has(text)) return text;
  if (!TWO_LETTERS.test(text)) return undefined;
  const code = text.toUpperCase();
  return known.has(code) ? code : undefined;
}

/** Whether the text is a country code, in either case. */
export function isCountryCode(text: string): boolean {
  return toCountryCode(text) !== undefined;
}

/** The number of locales whose names are kept. One takes some tens of kilobytes. */
const KEPT_LOCALES = 64;
const displayNames = new LRUCache<string, Intl.DisplayNames>({ max: KEPT_LOCALES });

/** Returns the name in a locale of `namesLocaleOf`: `('AT', 'de')` is `Österreich`. */
export function countryName(code: string, locale: string): string {
  const names = displayNames.get(locale) ?? namesIn(locale);
  return names.of(code) ?? englishName(code);
}

function namesIn(locale: string): Intl.DisplayNames {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' });
  displayNames.set(locale, names);
  return names;
}

/** Returns the English name of `countries-list`, the same on every version of Node. */
export function englishName(code: string): string {
  return countries[code as TCountryCode]?.name ?? code;
}
