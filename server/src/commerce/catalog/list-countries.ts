import { LRUCache } from 'lru-cache';
import type { Queryable } from '../../platform/db/database.ts';

import { countryName } from './country.ts';
import type { CountrySet, CountrySetKind } from './country-set.ts';
import { selectCountrySets } from './country-set-store.ts';
import { findCountrySet } from './find-country-set.ts';
import { readCatalogueVersion } from './version-store.ts';

export type ListedCountry = { code: string; name: string; imageUrl: string };
export type ListedCountrySet = { countrySet: string; name: string; countries: ListedCountry[] };

export type CountryLists = {
  /** The countries of one set, by name. Refuses `country_set_not_found`. */
  ofSet(code: string, locale: string): Promise<string>;
  /** Every set with its countries: worldwide, regions, single countries, each by name. */
  ofAllSets(locale: string): Promise<string>;
};

const KEPT_ANSWERS = 500;
const KEPT_CHARACTERS = 8_000_000;

/** Lists of countries as ready JSON, kept for one version of the catalogue. */
export function countryLists(db: Queryable): CountryLists {
  const answers = new LRUCache<string, string>({
    max: KEPT_ANSWERS,
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (answer) => answer.length,
  });
  const remembered = async (key: string, list: () => Promise<unknown>): Promise<string> => {
    // Before what it stands for: a change in between is kept under the older version only.
    const kept = `${await readCatalogueVersion(db)} ${key}`;
    const known = answers.get(kept);
    if (known !== undefined) return known;
    const answer = JSON.stringify(await list());
    answers.set(kept, answer);
    return answer;
  };
  return {
    ofSet: (code, locale) =>
      remembered(`${locale} ${code.toUpperCase()}`, async () =>
        toListed((await findCountrySet(db, code)).countries, locale),
      ),
    ofAllSets: (locale) =>
      remembered(locale, async () => toListedSets(await selectCountrySets(db), locale)),
  };
}

const PLACES: Record<CountrySetKind, number> = { worldwide: 0, region: 1, country: 2 };

function toListedSets(countrySets: readonly CountrySet[], locale: string): ListedCountrySet[] {
  const byName = comparing(locale);
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
  byName = comparing(locale),
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

function comparing(locale: string): (a: Named, b: Named) => number {
  const { compare } = new Intl.Collator(locale);
  return (a, b) => compare(a.name, b.name);
}
