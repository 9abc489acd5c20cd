import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { useWords } from '../../words/language.tsx';
import { useResellers } from '../use-choices.ts';
import { useOperationsSearch } from './use-operations-search.ts';
import { operationsWords } from './words.ts';

export function ResellerFilter() {
  const words = useWords(operationsWords);
  const [search, set] = useOperationsSearch();
  return (
    <SearchFilter
      name={words.reseller}
      value={search.reseller}
      choices={useResellers()}
      onChange={(reseller) => set({ reseller })}
    />
  );
}
