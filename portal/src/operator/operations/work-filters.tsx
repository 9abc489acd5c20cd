import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { useWords } from '../../words/language.tsx';
import { ResellerFilter } from './reseller-filter.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { operationsWords } from './words.ts';

type State = keyof (typeof operationsWords)['en']['states'];

/** Returns the state that the address names, and the filter that chooses one of `states`. */
export function useStateFilter<Some extends State>(states: readonly Some[]) {
  const words = useWords(operationsWords);
  const [search, set] = useOperationsSearch();
  const state = states.find((one) => one === search.state);
  const filter = (
    <ChoiceFilter
      name={words.state}
      value={state}
      choices={states.map((value) => ({ value, label: words.states[value] }))}
      onChange={(next) => set({ state: next })}
    />
  );
  return { state, filter };
}

/**
 * Returns the filters of a list of failed work by state and reseller: `asked` for the API, `shown`
 * for the list.
 */
export function useWorkFilters<Some extends State>(states: readonly Some[]) {
  const [{ reseller }, set] = useOperationsSearch();
  const { state, filter } = useStateFilter(states);
  const filters = (
    <>
      {filter}
      <ResellerFilter />
    </>
  );
  const clear = () => set({ state: undefined, reseller: undefined });
  return {
    asked: { state, organization_id: reseller },
    shown: { filters, isFiltered: Boolean(state || reseller), clear },
  };
}
