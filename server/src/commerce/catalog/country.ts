import { countries, type TCountryCode } from 'countries-list';
import { LRUCache } from 'lru-cache';

/** In the package, but exceptionally reserved and not assigned: their country is SH. */
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

/** Locales whose names are kept; one takes some tens of kilobytes. */
const KEPT_LOCALES = 64;
const displayNames = new LRUCache<string, Intl.DisplayNames>({ max: KEPT_LOCALES });

/** The country's name in a locale that `namesLocaleOf` returned: `('AT', 'de')` is `Österreich`. */
export function countryName(code: string, locale: string): string {
  const names = displayNames.get(locale) ?? namesIn(locale);
  return names.of(code) ?? englishName(code);
}

function namesIn(locale: string): Intl.DisplayNames {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' });
  displayNames.set(locale, names);
  return names;
}

/** The English name as `countries-list` has it: the same on every version of Node. */
export function englishName(code: string): string {
  return countries[code as TCountryCode]?.name ?? code;
}
