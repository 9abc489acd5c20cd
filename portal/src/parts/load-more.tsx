import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

type Props = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

/** Loads the next page of the list above when it scrolls into view. */
export function LoadMore({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props) {
  const words = useWords(partWords);
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isSeen = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (isSeen && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [isSeen, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <p ref={ref} className="t3 s13 pad-top" role="status">
      {words.more}
    </p>
  );
}
