import { useApi } from '../api/use-api.tsx';
import { useFormat } from '../words/format.ts';
import { useWords, type Words } from '../words/language.tsx';

const FRESH_MS = 60 * 60 * 1000;
const en: Record<string, string> = { WWW: 'Worldwide', EU: 'Europe' };
const de: typeof en = { WWW: 'Weltweit', EU: 'Europa' };
const words: Words<typeof en> = { en, de };

/** Returns what names a country set: in the person's language where it is known. */
export function useCountrySetName(): (countrySet: string) => string {
  const own = useWords(words);
  const format = useFormat();
  const { data } = useApi().queries.useQuery(
    'get',
    '/gigastore/esim/countries',
    {},
    { staleTime: FRESH_MS },
  );
  return (countrySet) => {
    if (own[countrySet]) return own[countrySet];
    if (/^[A-Z]{2}$/.test(countrySet)) return format.country(countrySet);
    return data?.find((one) => one.countrySet === countrySet)?.name ?? countrySet;
  };
}
