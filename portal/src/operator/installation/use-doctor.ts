import { useQueries } from '../../api/use-api.tsx';
import { useLanguage } from '../../words/language.tsx';

/** Returns the findings of `gigastore doctor` in the language of the portal. */
export function useDoctor() {
  const { language } = useLanguage();
  return useQueries().useQuery('get', '/operator/doctor', {
    params: { header: { Locale: language } },
  });
}
