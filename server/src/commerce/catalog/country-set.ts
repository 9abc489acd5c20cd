import { readJsonAsset } from './asset.ts';
import { englishName } from './country.ts';

export type CountrySetKind = 'worldwide' | 'region' | 'country';

/** Where a data plan works. `countries` are upper case codes, sorted. */
export type CountrySet = {
  code: string;
  name: string;
  kind: CountrySetKind;
  countries: string[];
};

type NamedCountries = Omit<CountrySet, 'kind'>;
type CountrySetFile = {
  worldwide: NamedCountries;
  regions: NamedCountries[];
  singleCountries: string[];
};

/** The country sets of `assets/country-sets.json`: what a new store starts with. */
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
