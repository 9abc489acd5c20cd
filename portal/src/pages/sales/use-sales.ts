import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { momentsOf } from '../../parts/filters/period.ts';
import { useNow } from '../../session/clock.ts';
import { useZone } from '../../words/zone.ts';

export type Sale = Schemas['ListedPackage'];
export type SalesSearch = {
  q?: string;
  period?: string;
  status?: string;
  state?: string;
  channel?: string;
  item?: string;
  set?: string;
};

const FIRST_PAGE = 50;
/** Large enough that scrolling does not outrun loading, as it did with fifty rows. */
const NEXT_PAGES = 200;
const MINUTE_MS = 60_000;

/** Returns the API query of an address. */
export function useSalesQuery({ q, period, item, set, ...search }: SalesSearch) {
  const { status, state, channel } = search;
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const zone = useZone();
  return {
    q,
    ...momentsOf(period, { now, zone }),
    status: status as Sale['status'] | undefined,
    state: state as Sale['state'] | undefined,
    channel: channel as Sale['channel'] | undefined,
    inventoryItemId: item,
    countrySet: set,
  };
}

/** Queries the sales that match the address, page by page, and their total. */
export function useSales(search: SalesSearch) {
  const { calls } = useApi();
  const query = useSalesQuery(search);
  return usePages(['sales', query], ({ after, signal }) =>
    calls.GET('/gigastore/packages', {
      params: { query: { ...query, limit: after ? NEXT_PAGES : FIRST_PAGE, after } },
      signal,
    }),
  );
}
