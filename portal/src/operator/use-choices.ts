import { useQueries } from '../api/use-api.tsx';

const FRESH_MS = 60_000;
const MOST = 200;

/** Returns the carriers as choices. */
export function useCarriers(): { value: string; label: string }[] {
  const { data } = useQueries().useQuery(
    'get',
    '/operator/profile-stock',
    {},
    { staleTime: FRESH_MS },
  );
  return (data?.items ?? []).map(({ carrier }) => ({ value: carrier, label: carrier }));
}

/** Returns the resellers as choices; the newest ones if there are very many. */
export function useResellers(): { value: string; label: string }[] {
  const { data } = useQueries().useQuery(
    'get',
    '/operator/organizations',
    { params: { query: { limit: MOST } } },
    { staleTime: FRESH_MS },
  );
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
