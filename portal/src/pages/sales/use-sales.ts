import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { isPeriod, startOf } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';

export type Sale = Schemas['ActivatedItem'] & { customer: Schemas['Customer'] };
export type SalesSearch = {
  q?: string;
  period?: string;
  status?: string;
  metatag?: string;
  sort?: string;
  dir?: string;
};

const PAGE = 50;
const MINUTE_MS = 60_000;

/** The sales that fit the address, fifty at a time, and how many there are. */
export function useSales({ q, period, status, metatag, sort, dir }: SalesSearch) {
  const { calls } = useApi();
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const query = {
    ...(q && (/^\d+$/.test(q) ? { iccid: q } : { email: q })),
    ...(isPeriod(period) && { from: startOf(period, now) }),
    status: status as Sale['status'] | undefined,
    metatag,
    sort_by: (sort ?? 'DATE') as 'DATE',
    sort_dir: (dir ?? 'DESC') as 'DESC',
    page_size: PAGE,
  };
  const pages = useInfiniteQuery({
    queryKey: ['sales', query],
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) => {
      const { data, error, response } = await calls.GET('/gigastore/activations/activated-items', {
        params: { query: { ...query, page_index: pageParam } },
        signal,
      });
      if (error) throw error;
      return { items: data as Sale[], total: Number(response.headers.get('x-total-count')) };
    },
    getNextPageParam: ({ items }, _, last) => (items.length === PAGE ? last + 1 : undefined),
    placeholderData: (before) => before,
  });
  return {
    ...pages,
    sales: pages.data?.pages.flatMap(({ items }) => items) ?? [],
    total: pages.data?.pages[0]?.total,
  };
}
