import type { RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { Skeleton } from '../loading.tsx';
import { ErrorNotice } from '../notice.tsx';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { NoMatches } from './no-matches.tsx';

type Found = {
  error: unknown;
  isPending: boolean;
  isSuccess: boolean;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
};
type Props<Row> = Omit<DataTableProps<Row>, 'hasMore' | 'loadMore'> & {
  found: Found;
  /** The lines that stand in until the first rows are there. */
  skeleton?: number;
  isFiltered?: boolean;
  clear?: () => void;
  /** What stands here when there is nothing, filtered or not. */
  empty: ReactNode;
};

/** A list as a table, with what is said while it loads, when it fails, and when it is empty. */
export function FoundTable<Row extends RowData>(props: Props<Row>) {
  const { found, skeleton = 14, isFiltered = false, clear, empty, ...table } = props;
  return (
    <>
      <div className="list-pad">
        <ErrorNotice error={found.error} retry={() => void found.refetch()} />
        {found.isPending && <Skeleton rows={skeleton} />}
      </div>
      {table.rows.length > 0 && (
        <DataTable
          {...table}
          hasMore={found.hasNextPage && !found.isFetchingNextPage}
          loadMore={() => void found.fetchNextPage?.()}
        />
      )}
      {found.isSuccess && table.rows.length === 0 && (
        <div className="list-pad">{isFiltered && clear ? <NoMatches clear={clear} /> : empty}</div>
      )}
    </>
  );
}
