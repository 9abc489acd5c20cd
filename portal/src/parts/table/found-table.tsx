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
  /** The number of placeholder lines until the first rows arrive. */
  skeleton?: number;
  isFiltered?: boolean;
  clear?: () => void;
  /** The empty state, with or without filters. */
  empty: ReactNode;
};

/** A list as a table, with its loading, error and empty states. */
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
