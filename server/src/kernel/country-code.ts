import { countries } from 'countries-list';

/** Reserved codes that the package contains. They are parts of SH and not countries. */
const NOT_ASSIGNED = new Set(['AC', 'TA']);
/** Codes of other lists for a country: EL for Greece in the European Union, and UK. */
const ALIASES: Record<string, string> = { EL: 'GR', UK: 'GB' };

/**
 * Every country code, upper case and sorted: ISO 3166-1 alpha-2, and XK, the user-assigned code
 * under which operators sell and report Kosovo.
 */
export const COUNTRY_CODES: readonly string[] = Object.keys(countries)
  .filter((code) => !NOT_ASSIGNED.has(code))
  .sort();

const known = new Set(COUNTRY_CODES);
const TWO_LETTERS = /^[a-z]{2}$/i;

/** Returns the code of `at`, `AT` or an alias such as `UK`; undefined if it is not a country. */
export function toCountryCode(text: string): string | undefined {
  if (known.has(text)) return text;
  const plain = text.trim();
  if (!TWO_LETTERS.test(plain)) return undefined;
  const upper = plain.toUpperCase();
  const code = ALIASES[upper] ?? upper;
  return known.has(code) ? code : undefined;
}

/** Returns whether the text is a country code or an alias of one, in any case. */
export function isCountryCode(text: string): boolean {
  return toCountryCode(text) !== undefined;
}
