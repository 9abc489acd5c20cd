import { useCountrySetChoices } from '../country-set.ts';
import { SearchFilter } from './search-filter.tsx';

type Props = {
  name: string;
  value?: string;
  onChange: (set: string | undefined) => void;
};

/** A filter by country set. */
export function CountrySetFilter(props: Props) {
  return <SearchFilter {...props} choices={useCountrySetChoices()} />;
}
