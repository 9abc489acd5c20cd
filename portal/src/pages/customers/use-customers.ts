import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { isPeriod, startOf } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';

export type Customer = Schemas['ListedCustomer'];
type State = Schemas['ActivatedItem']['state'];
type Channel = Schemas['ActivatedItem']['salesChannelTypeCode'];
export type CustomersSearch = {
  q?: string;
  tag?: string;
  state?: string;
  channel?: string;
  period?: string;
};
const PAGE = 50;
const MINUTE_MS = 60_000;

/** What the address asks of the API. */
export function useCustomersQuery({ q, tag, state, channel, period }: CustomersSearch) {
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  return {
    q,
    tag,
    state: state as State | undefined,
    channel: channel as Channel | undefined,
    ...(isPeriod(period) && { from: startOf(period, now) }),
  };
}

/** The customers that fit the address, fifty at a time, and how many there are. */
export function useCustomers(search: CustomersSearch) {
  const { calls } = useApi();
  const query = useCustomersQuery(search);
  const pages = useInfiniteQuery({
    queryKey: ['customers', query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error, response } = await calls.GET('/gigastore/customers', {
        params: { query: { ...query, limit: PAGE, after } },
        signal,
      });
      if (error) throw error;
      return { ...notCsv(data), total: Number(response.headers.get('x-total-count')) };
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  return {
    ...pages,
    customers: pages.data?.pages.flatMap(({ items }) => items) ?? [],
    total: pages.data?.pages[0]?.total,
  };
}
