import { stringify } from 'csv-stringify/sync';
import { toDecimal } from './money.ts';

/** A cell of a CSV file: a text, a count, an amount in cents, or nothing. */
export type CsvCell = string | number | bigint | null | undefined;

/** The heading of each column and its cells. */
export type CsvColumns<Item> = Record<string, (item: Item) => CsvCell>;

/**
 * Returns records of RFC 4180, each with its line break. A text that a spreadsheet would execute as
 * a formula gets a leading apostrophe; numbers and amounts stay as they are, negative ones too.
 */
export function toCsv(records: readonly (readonly CsvCell[])[]): string {
  return stringify(records as CsvCell[][], {
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    cast: { bigint: toDecimal },
  });
}

/** Returns the cells of items, a record for each. */
export function toRecords<Item>(columns: CsvColumns<Item>, items: readonly Item[]): CsvCell[][] {
  const cells = Object.values(columns);
  return items.map((item) => cells.map((cellOf) => cellOf(item)));
}

/** Returns items as CSV below their headings. */
export function toTable<Item>(columns: CsvColumns<Item>, items: readonly Item[]): string {
  return toCsv([Object.keys(columns), ...toRecords(columns, items)]);
}
