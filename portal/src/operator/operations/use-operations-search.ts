import { getRouteApi } from '@tanstack/react-router';

const route = getRouteApi('/$mode/operations');
type Search = ReturnType<typeof route.useSearch>;

/** Returns the filters of the address and a function that changes them. */
export function useOperationsSearch(): [Search, (change: Partial<Search>) => void] {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<Search>) =>
    void navigate({ search: (was) => ({ ...was, ...change }), replace: true, resetScroll: false });
  return [search, set];
}
