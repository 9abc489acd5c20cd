import { useInfiniteQuery } from '@tanstack/react-query';
import { notCsv } from './not-csv.ts';

type Listed = { items: unknown[]; nextCursor: string | null };
type Answer<Body> = { data?: Body; error?: unknown; response: Response };
type Asked = { after: string | undefined; signal: AbortSignal };

/**
 * The pages of a list that counts what fits, one after the other. The pages of before stay until
 * those of another `key` are there.
 */
export function usePages<Page extends Listed>(
  key: readonly unknown[],
  ask: (asked: Asked) => Promise<Answer<Page | string>>,
) {
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error, response } = await ask({ after, signal });
      if (error || data === undefined) throw error;
      const total = Number(response.headers.get('x-total-count'));
      return { page: notCsv(data) as Page, total };
    },
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  return { ...pages, total: pages.data?.pages[0]?.total };
}
