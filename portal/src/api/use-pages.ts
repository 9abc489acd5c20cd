import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { notCsv } from './not-csv.ts';

type Listed = { items: unknown[]; nextCursor: string | null };
type Answer<Body> = { data?: Body; error?: unknown; response: Response };
type Asked = { after: string | undefined; signal: AbortSignal };
/** How often a list is refetched, and which items keep it refetching. */
type Again<Page extends Listed> = {
  everyMs: number;
  while: (item: Page['items'][number]) => boolean;
};

/**
 * The pages of a list, one after the other, and the total where the list counts what fits. The
 * pages of before stay until those of another `key` are there.
 */
export function usePages<Page extends Listed>(
  key: readonly unknown[],
  ask: (asked: Asked) => Promise<Answer<Page | string>>,
  again?: Again<Page>,
) {
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error, response } = await ask({ after, signal });
      if (error || data === undefined) throw error;
      const total = response.headers.get('x-total-count');
      return { page: notCsv(data) as Page, total: total === null ? undefined : Number(total) };
    },
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) =>
      again && state.data?.pages.some(({ page }) => page.items.some(again.while))
        ? again.everyMs
        : false,
  });
  const items = useMemo(
    () => pages.data?.pages.flatMap(({ page }) => page.items as Page['items'][number][]) ?? [],
    [pages.data],
  );
  return { ...pages, items, total: pages.data?.pages[0]?.total };
}
