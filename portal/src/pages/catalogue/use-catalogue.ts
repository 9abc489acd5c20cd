import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { useCountrySetChoices, useCountrySets } from '../../parts/country-set.ts';
import { useFormat } from '../../words/format.ts';

export type Plan = Schemas['CataloguePlan'];
export type CatalogueSearch = {
  q?: string;
  country?: string;
  set?: string;
  size?: string;
  validity?: string;
  price?: string;
  offered?: string;
  sort?: string;
  dir?: string;
};
const PAGE = 100;

/** Queries the plans that match the address, a hundred at a time, and their total. */
export function useCatalogue(search: CatalogueSearch) {
  const { calls } = useApi();
  const { q, country, set, offered, sort, dir } = search;
  const [minSize, maxSize] = rangeOf(search.size);
  const [minDays, maxDays] = rangeOf(search.validity);
  const [minPrice, maxPrice] = rangeOf(search.price);
  const query = {
    q,
    country,
    country_set: set,
    offered: offered === undefined ? undefined : offered === 'true',
    min_size_mb: minSize,
    max_size_mb: maxSize,
    min_validity_days: minDays,
    max_validity_days: maxDays,
    min_price: minPrice,
    max_price: maxPrice,
    sort_by: (sort ?? 'NAME') as 'NAME',
    sort_dir: (dir ?? 'ASC') as 'ASC',
    limit: PAGE,
  };
  return usePages(['catalogue', query], ({ after, signal }) =>
    calls.GET('/gigastore/catalogue', { params: { query: { ...query, after } }, signal }),
  );
}

/** Parses a range such as `1024-3072` or `10241-` into a minimum and a maximum. */
function rangeOf(range: string | undefined): (number | undefined)[] {
  const [, least, most] = /^([\d.]+)-([\d.]*)$/.exec(range ?? '') ?? [];
  return [least, most].map((value) => (value ? Number(value) : undefined));
}

/** Returns all covered countries, each once, and the country sets by name. */
export function useCoverage() {
  const format = useFormat();
  const { data } = useCountrySets();
  const sets = useCountrySetChoices();
  return useMemo(() => {
    const codes = (data ?? []).flatMap(({ countries }) => countries.map(({ code }) => code));
    const covered = new Set(codes);
    const byName = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label);
    const countries = [...covered].map((value) => ({ value, label: format.country(value) }));
    return { covered, countries: countries.sort(byName), sets };
  }, [data, format, sets]);
}
