import { useApi } from '../api/use-api.tsx';

const FRESH_MS = 60_000;

/** How many milliseconds the account's clock is ahead; 0 outside of sandboxes. */
function useClockOffset(): number {
  const { mode, queries } = useApi();
  const { data, dataUpdatedAt } = queries.useQuery(
    'get',
    '/gigastore/sandbox/clock',
    {},
    { enabled: mode === 'sandbox', staleTime: FRESH_MS },
  );
  return data ? Date.parse(data.now) - dataUpdatedAt : 0;
}

/** Returns the time of the account's clock. */
export function useNow(): number {
  return Date.now() + useClockOffset();
}
