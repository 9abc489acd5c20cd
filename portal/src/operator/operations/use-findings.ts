import { useQueries } from '../../api/use-api.tsx';
import { useLanguage } from '../../words/language.tsx';

/** Returns the findings in the language of the portal. */
export function useFindings() {
  const { language } = useLanguage();
  return useQueries().useQuery('get', '/operator/findings', {
    params: { header: { Locale: language } },
  });
}
