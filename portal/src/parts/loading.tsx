import type { ComponentProps } from 'react';
import { useWords } from '../words/language.tsx';
import { ErrorNotice } from './notice.tsx';
import { partWords } from './words.ts';

const WIDTHS = ['44%', '62%', '37%', '54%', '48%', '66%'];

/** Placeholder lines, so that nothing moves when the rows arrive. */
export function Skeleton({ rows = 6, row = 36 }: { rows?: number; row?: number }) {
  const words = useWords(partWords);
  return (
    <div className="load" role="status" aria-label={words.loading}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
        <p key={index} style={{ height: row }}>
          <span style={{ width: 64 }} />
          <span style={{ width: WIDTHS[index % WIDTHS.length] }} />
          <span style={{ width: 48, marginLeft: 'auto' }} />
        </p>
      ))}
    </div>
  );
}

type Asked = { data: unknown; error: unknown; refetch: () => unknown };

/** Replaces an answer: lines while it loads, or the error if it failed. */
export function Reading({
  data,
  error,
  refetch,
  ...lines
}: Asked & ComponentProps<typeof Skeleton>) {
  return (
    <>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {data === undefined && !error && <Skeleton {...lines} />}
    </>
  );
}
