import { LRUCache } from 'lru-cache';
import type { Queryable } from '../../platform/db/database.ts';
import { countryName } from './country.ts';
import type { CountrySet, CountrySetKind } from './country-set.ts';
import { selectCountrySets } from './country-set-store.ts';
import { findCountrySet } from './find-country-set.ts';
import { readCatalogueVersion } from './version-store.ts';

type ListedCountry = { code: string; name: string; imageUrl: string };
type ListedCountrySet = { countrySet: string; name: string; countries: ListedCountry[] };

export type CountryLists = {
  /** Returns the countries of one set by name. Throws `country_set_not_found`. */
  ofSet(code: string, locale: string): Promise<string>;
  /** Returns every set with its countries: worldwide, regions, countries, each by name. */
  ofAllSets(locale: string): Promise<string>;
};

const CACHED_ANSWERS = 500;
const CACHED_CHARACTERS = 8_000_000;

/** Returns lists of countries as JSON, which are cached by version of the catalogue. */
export function countryLists(db: Queryable): CountryLists {
  const answers = new LRUCache<string, string>({
    max: CACHED_ANSWERS,
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (answer) => answer.length,
  });
  const cached = async (key: string, list: () => Promise<unknown>): Promise<string> => {
    // The version is read before the list: a change in between makes the cached list newer than
    // its version, never older.
    const versioned = `${await readCatalogueVersion(db)} ${key}`;
    const known = answers.get(versioned);
    if (known !== undefined) return known;
    const answer = JSON.stringify(await list());
    answers.set(versioned, answer);
    return answer;
  };
  return {
    ofSet: (code, locale) =>
      cached(`${locale} ${code.toUpperCase()}`, async () =>
        toListed((await findCountrySet(db, code)).countries, locale),
      ),
    ofAllSets: (locale) =>
      cached(locale, async () => toListedSets(await selectCountrySets(db), locale)),
  };
}

const PLACES: Record<CountrySetKind, number> = { worldwide: 0, region: 1, country: 2 };

function toListedSets(countrySets: readonly CountrySet[], locale: string): ListedCountrySet[] {
  const byName = comparatorOf(locale);
  return countrySets
    .map((set) => ({ ...set, name: nameOf(set, locale) }))
    .sort((a, b) => PLACES[a.kind] - PLACES[b.kind] || byName(a, b))
    .map(({ code, name, countries }) => ({
      countrySet: code,
      name,
      countries: toListed(countries, locale, byName),
    }));
}

function nameOf(set: CountrySet, locale: string): string {
  return set.kind === 'country' ? countryName(set.code, locale) : set.name;
}

function toListed(
  countries: readonly string[],
  locale: string,
  byName = comparatorOf(locale),
): ListedCountry[] {
  return countries
    .map((country) => ({
      code: country,
      name: countryName(country, locale),
      imageUrl: `/esim/countries/${country.toLowerCase()}/flag`,
    }))
    .sort(byName);
}

type Named = { name: string };

function comparatorOf(locale: string): (a: Named, b: Named) => number {
  const { compare } = new Intl.Collator(locale);
  return (a, b) => compare(a.name, b.name);
}
