import { useApi } from '../api/use-api.tsx';

const FRESH_MS = 60_000;

/** By how many milliseconds the account's clock is ahead; only a sandbox's can be. */
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

/** What time it is by the account's clock. */
export function useNow(): number {
  return Date.now() + useClockOffset();
}
