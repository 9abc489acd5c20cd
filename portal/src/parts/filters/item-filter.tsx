import { useQueries } from '../../api/use-api.tsx';
import { SearchFilter } from './search-filter.tsx';

type Props = {
  name: string;
  value?: string;
  onChange: (item: string | undefined) => void;
};

/** A filter by item of the inventory. */
export function ItemFilter(props: Props) {
  const { data } = useQueries().useQuery('get', '/gigastore/products/inventory', {
    params: { query: { sort_by: 'NAME' } },
  });
  const choices = data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return <SearchFilter {...props} choices={choices} />;
}
