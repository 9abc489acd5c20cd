import { useCallback, useMemo } from 'react';
import { useApi } from '../api/use-api.tsx';
import { useFormat } from '../words/format.ts';
import { useWords, type Words } from '../words/language.tsx';

const FRESH_MS = 60 * 60 * 1000;
const COUNTRY = /^[A-Z]{2}$/;
const en: Record<string, string> = {
  WWW: 'Worldwide',
  EU: 'Europe',
  EU_US: 'Europe and United States',
  AFRICA: 'Africa',
  ASIA: 'Asia',
  BALKANS: 'Balkans',
  CARIB: 'Caribbean',
  CASIA: 'Central Asia and Caucasus',
  GCC: 'Gulf States',
  LATAM: 'Latin America',
  MEAST: 'Middle East',
  NAM: 'North America',
  NORDICS: 'Nordics',
  OCEANIA: 'Oceania',
  SEASIA: 'Southeast Asia',
};
const de: typeof en = {
  WWW: 'Weltweit',
  EU: 'Europa',
  EU_US: 'Europa und Vereinigte Staaten',
  AFRICA: 'Afrika',
  ASIA: 'Asien',
  BALKANS: 'Balkan',
  CARIB: 'Karibik',
  CASIA: 'Zentralasien und Kaukasus',
  GCC: 'Golfstaaten',
  LATAM: 'Lateinamerika',
  MEAST: 'Naher Osten',
  NAM: 'Nordamerika',
  NORDICS: 'Nordische Länder',
  OCEANIA: 'Ozeanien',
  SEASIA: 'Südostasien',
};
const words: Words<typeof en> = { en, de };

/** The country sets of the platform. */
export function useCountrySets() {
  return useApi().queries.useQuery('get', '/gigastore/esim/countries', {}, { staleTime: FRESH_MS });
}

/**
 * Returns what names a country set in the person's language; a set that is known to the platform
 * alone has the platform's name.
 */
export function useCountrySetName(): (countrySet: string) => string {
  const own = useWords(words);
  const format = useFormat();
  const { data } = useCountrySets();
  return useCallback(
    (countrySet) => {
      const known = own[countrySet];
      if (known) return known;
      if (COUNTRY.test(countrySet)) return format.country(countrySet);
      return data?.find((one) => one.countrySet === countrySet)?.name ?? countrySet;
    },
    [own, format, data],
  );
}

/** The country sets to choose from, by name. */
export function useCountrySetChoices(): { value: string; label: string }[] {
  const { data } = useCountrySets();
  const nameOf = useCountrySetName();
  return useMemo(
    () =>
      (data ?? [])
        .map(({ countrySet }) => ({ value: countrySet, label: nameOf(countrySet) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [data, nameOf],
  );
}
