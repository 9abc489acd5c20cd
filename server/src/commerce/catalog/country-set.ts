import { toCountryCode } from '../../kernel/country-code.ts';
import { readJsonAsset } from './asset.ts';
import { englishName } from './country.ts';

export type CountrySetKind = 'worldwide' | 'region' | 'country';

/** The countries in which a data plan works: upper-case codes, sorted. */
export type CountrySet = {
  code: string;
  name: string;
  kind: CountrySetKind;
  countries: string[];
};

/** `editedAt` is null for a set as it was shipped, which `migrate` keeps up to date. */
export type StoredCountrySet = CountrySet & { editedAt: Date | null; retiredAt: Date | null };

export const SET_CODE = /^[A-Z0-9_]{2,16}$/;

type NamedCountries = Omit<CountrySet, 'kind'>;
type CountrySetFile = {
  worldwide: NamedCountries;
  regions: NamedCountries[];
  singleCountries: string[];
};

/** Returns the country sets of `assets/country-sets.json`, which every installation has. */
export function knownCountrySets(): CountrySet[] {
  const file = readJsonAsset<CountrySetFile>('country-sets.json');
  return [
    { ...file.worldwide, kind: 'worldwide' },
    ...file.regions.map((region) => ({ ...region, kind: 'region' as const })),
    ...file.singleCountries.map(singleCountry),
  ];
}

function singleCountry(code: string): CountrySet {
  return { code, name: englishName(code), kind: 'country', countries: [code] };
}

/** Returns the codes in upper case, sorted, each once; undefined if one is not a country. */
export function toCountries(codes: readonly string[]): string[] | undefined {
  const countries = codes.map(toCountryCode);
  if (countries.some((code) => code === undefined)) return undefined;
  return [...new Set(countries as string[])].sort();
}
