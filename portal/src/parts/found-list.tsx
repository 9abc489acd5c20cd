import type { ReactNode } from 'react';
import { LoadMore } from './load-more.tsx';
import { Skeleton } from './loading.tsx';
import { ErrorNotice } from './notice.tsx';
import { NoMatches } from './table/no-matches.tsx';

type Props = {
  found: {
    error: unknown;
    isPending: boolean;
    isSuccess: boolean;
    refetch: () => unknown;
    items: readonly unknown[];
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  skeleton: { rows: number; row?: number };
  isFiltered?: boolean;
  clear?: () => void;
  empty: ReactNode;
  /** Renders the items; called only if there are any. */
  children: ReactNode;
};

/** A list that loads as it scrolls, with its loading, error and empty states. */
export function FoundList({ found, skeleton, isFiltered, clear, empty, children }: Props) {
  return (
    <>
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.isPending && <Skeleton {...skeleton} />}
      {found.isSuccess &&
        found.items.length === 0 &&
        (isFiltered && clear ? <NoMatches clear={clear} /> : empty)}
      {found.items.length > 0 && children}
      <LoadMore {...found} />
    </>
  );
}
