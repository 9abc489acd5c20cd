import { useMemo } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { useFormat } from '../../words/format.ts';
import type { Item } from './cells.tsx';

export type InventorySearch = {
  q?: string;
  active?: string;
  set?: string;
  tag?: string;
  sort?: string;
  dir?: string;
};

/** Queries all items that match the address. */
export function useInventory({ sort, dir, active, set, tag }: InventorySearch) {
  return useApi().queries.useQuery(
    'get',
    '/gigastore/products/inventory',
    {
      params: {
        query: {
          sort_by: (sort ?? 'NAME') as 'NAME',
          sort_dir: (dir ?? 'ASC') as 'ASC',
          ...(active && { active: active === 'true' }),
          ...(set && { country_set: set }),
          ...(tag && { tag }),
        },
      },
    },
    { placeholderData: (before) => before },
  );
}

/** Returns the items whose name or countries contain the words. */
export function useMatching(items: Item[] | undefined, q = ''): Item[] {
  const format = useFormat();
  return useMemo(() => {
    const wanted = q.toLowerCase();
    if (!wanted) return items ?? [];
    return (items ?? []).filter(
      ({ name, countrySet, includedCountries }) =>
        name.toLowerCase().includes(wanted) ||
        countrySet.toLowerCase() === wanted ||
        includedCountries.some((code) => format.country(code).toLowerCase().includes(wanted)),
    );
  }, [items, q, format]);
}

export type Choices = { value: string; label: string }[];
