import { useApi } from '../../api/use-api.tsx';
import { ChoiceFilter } from './filters.tsx';

/** A filter by country set, with the names that the API has for them. */
export function CountrySetFilter({
  name,
  value,
  onChange,
}: {
  name: string;
  value?: string;
  onChange: (set: string | undefined) => void;
}) {
  const { data = [] } = useApi().queries.useQuery('get', '/gigastore/esim/countries');
  return (
    <ChoiceFilter
      name={name}
      value={value}
      choices={data.map((one) => ({ value: one.countrySet, label: one.name }))}
      onChange={onChange}
    />
  );
}
