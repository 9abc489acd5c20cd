import { countries, type TCountryCode } from 'countries-list';
import { LRUCache } from 'lru-cache';
import { INTERNATIONAL } from '../../connectivity/networks/index.ts';

/** The number of locales whose names are kept. One takes some tens of kilobytes. */
const KEPT_LOCALES = 64;
const displayNames = new LRUCache<string, Intl.DisplayNames>({ max: KEPT_LOCALES });

/** Returns the name in a locale of `namesLocaleOf`: `('AT', 'de')` is `Österreich`. */
export function countryName(code: string, locale: string): string {
  if (code === INTERNATIONAL) return locale.startsWith('de') ? AT_SEA.de : AT_SEA.en;
  const names = displayNames.get(locale) ?? namesIn(locale);
  return names.of(code) ?? englishName(code);
}

/** Where eSIMs use the networks of ships and aircraft. */
const AT_SEA = { en: 'at sea or in the air', de: 'auf See oder in der Luft' };

function namesIn(locale: string): Intl.DisplayNames {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' });
  displayNames.set(locale, names);
  return names;
}

/** Returns the English name of `countries-list`, the same on every version of Node. */
export function englishName(code: string): string {
  return countries[code as TCountryCode]?.name ?? code;
}
