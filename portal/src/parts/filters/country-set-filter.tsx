import { useApi } from '../../api/use-api.tsx';
import { useFormat } from '../../words/format.ts';
import { SearchFilter } from './search-filter.tsx';

/** A filter by country set: countries by their names in the language, regions as the API has them. */
export function CountrySetFilter({
  name,
  value,
  onChange,
}: {
  name: string;
  value?: string;
  onChange: (set: string | undefined) => void;
}) {
  const format = useFormat();
  const { data = [] } = useApi().queries.useQuery('get', '/gigastore/esim/countries');
  const choices = data
    .map((one) => ({
      value: one.countrySet,
      label: format.countrySet(one.countrySet, one.name),
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return <SearchFilter name={name} value={value} choices={choices} onChange={onChange} />;
}
