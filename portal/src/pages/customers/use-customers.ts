import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { momentsOf } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';
import { useZone } from '../../words/zone.ts';

export type Customer = Schemas['ListedCustomer'];
type State = Schemas['ActivatedItem']['state'];
type Channel = Schemas['ListedPackage']['channel'];
export type CustomersSearch = {
  q?: string;
  tag?: string;
  state?: string;
  channel?: string;
  item?: string;
  set?: string;
  period?: string;
};
const PAGE = 50;
const MINUTE_MS = 60_000;

/** Returns the API query of an address. */
export function useCustomersQuery({ q, tag, item, set, period, ...search }: CustomersSearch) {
  const { state, channel } = search;
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const zone = useZone();
  return {
    q,
    tag,
    state: state as State | undefined,
    channel: channel as Channel | undefined,
    inventoryItemId: item,
    countrySet: set,
    ...momentsOf(period, { now, zone }),
  };
}

/** Queries the customers that match the address, fifty at a time, and their total. */
export function useCustomers(search: CustomersSearch) {
  const { calls } = useApi();
  const query = useCustomersQuery(search);
  return usePages(['customers', query], ({ after, signal }) =>
    calls.GET('/gigastore/customers', {
      params: { query: { ...query, limit: PAGE, after } },
      signal,
    }),
  );
}
