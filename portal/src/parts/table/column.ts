import type { ReactNode } from 'react';

/** A column of a list. */
export type Column<Row> = {
  id: string;
  head: string;
  /** The header is for screen readers only: the column is self-explanatory. */
  isHeadHidden?: boolean;
  /** A share of the width, or pixels. */
  width: string;
  cell: (row: Row) => ReactNode;
  isRight?: boolean;
  /** Hidden while a row is open beside the list. */
  isWide?: boolean;
  /** Contains controls, so that a click in it does not open the row. */
  isOwn?: boolean;
  /** The sort key of the API; without it, the header is plain text. */
  sortBy?: string;
};
