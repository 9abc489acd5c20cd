import { type CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { composeText } from './compose.ts';
import { plainCell } from './plain-cell.ts';

/** A line of a spreadsheet that cannot be used, and why. */
export type SheetFault = { line: number; reason: string };
export type SheetRow<Column extends string> = { line: number; values: Record<Column, string> };

export type Sheet<Column extends string> = {
  separator: string;
  /** The columns that the file has. */
  columns: ReadonlySet<Column>;
  rows: SheetRow<Column>[];
  faults: SheetFault[];
};

export type SheetLayout<Column extends string> = {
  /** The headings of each column, in lower case, letters and digits only: `smdpaddress`. */
  headings: Record<Column, readonly string[]>;
  /** Returns whether a line that names these columns is the header. */
  isHeader(columns: ReadonlySet<Column>): boolean;
  /** The columns of a file without a header; without it, a header is required. */
  order?: readonly Column[];
};

type Row = { line: number; cells: string[] };

const SEPARATORS = [',', ';', '\t', '|'] as const;
const SEP_LINE = /^sep=(.)\r?\n/i;
/** A title and notes may precede the header. */
const HEADER_WITHIN = 10;
/** `="8944…"`, by which programs keep a spreadsheet from reading digits as a number. */
const GUARDED = /(^|[,;\t|])="([\dA-F -]*)"(?=[,;\t|\r\n]|$)/gim;

/** Decodes a file: UTF-8, UTF-16 with or without a byte order mark, otherwise Windows-1252. */
export function decodeSheet(bytes: Uint8Array): { text: string; encoding: string } {
  const encoding = detectEncoding(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function detectEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && first !== 0) return 'utf-16le';
  if (first === 0 && second !== 0) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/**
 * Reads a spreadsheet that was saved as text. Finds the separator (`,` `;` tab `|`, or the one that
 * a `sep=` line names) and the header by the names of the columns, in any case and order, below at
 * most a few other lines. Lines without any value are left out. Lines keep the numbers that they
 * have in the file.
 */
export function readSheet<Column extends string>(
  text: string,
  layout: SheetLayout<Column>,
): Sheet<Column> {
  const { body, named, skippedLines } = withoutPreamble(text);
  const separator = named ?? findSeparator(body, layout);
  const faults: SheetFault[] = [];
  const rows = parseRows(body, { separator, skippedLines, faults });
  const at = rows.findIndex((row, index) => index < HEADER_WITHIN && isHeaderRow(row, layout));
  const header = rows[at];
  const places = header ? placesOf(header.cells, layout) : orderOf(layout);
  const read = header ? rows.slice(at + 1) : rows;
  if (!header && !layout.order) {
    faults.push({ line: rows[0]?.line ?? 1, reason: noHeader(rows[0], separator) });
    return { separator, columns: new Set(), rows: [], faults };
  }
  const width = header ? undefined : layout.order?.length;
  const fitting = read.filter((row) => fits(row, { width, separator, faults, layout }));
  return {
    separator,
    columns: new Set(places.keys()),
    rows: fitting.map((row) => ({ line: row.line, values: valuesOf(row, places, layout) })),
    faults,
  };
}

/** Returns the name of a separator, for messages. */
export function nameSeparator(separator: string): string {
  return separator === '\t' ? 'tabs' : `"${separator}"`;
}

function withoutPreamble(text: string): { body: string; named?: string; skippedLines: number } {
  const unmarked = composeText(text)
    .replace(/^\uFEFF/, '')
    .replace(GUARDED, '$1"$2"');
  const named = SEP_LINE.exec(unmarked);
  if (!named?.[1]) return { body: unmarked, skippedLines: 0 };
  return { body: unmarked.slice(named[0].length), named: named[1], skippedLines: 1 };
}

function findSeparator<Column extends string>(body: string, layout: SheetLayout<Column>): string {
  const head = body.split(/\r\n|\n|\r/, HEADER_WITHIN * 2).join('\n');
  const samples = SEPARATORS.map((separator) => ({
    separator,
    rows: parseRows(head, { separator, skippedLines: 0, faults: [] }).slice(0, HEADER_WITHIN),
  }));
  const withHeader = samples.find(({ rows }) => rows.some((row) => isHeaderRow(row, layout)));
  if (withHeader) return withHeader.separator;
  const widest = samples.toSorted((a, b) => widthOf(b.rows) - widthOf(a.rows))[0];
  return widest?.separator ?? ',';
}

function widthOf(rows: Row[]): number {
  return Math.max(0, ...rows.map((row) => row.cells.length));
}

/** The parser returns pairs of a record and its place because of `info`; its types omit that. */
function parseRows(
  text: string,
  {
    separator,
    skippedLines,
    faults,
  }: { separator: string; skippedLines: number; faults: SheetFault[] },
): Row[] {
  const onSkip = (error: CsvError | undefined) => {
    const line = Number(error?.lines ?? 1) + skippedLines;
    faults.push({ line, reason: 'has a quotation mark in a wrong place' });
    return undefined;
  };
  const records: unknown[] = parse(text, {
    delimiter: separator,
    info: true,
    onSkip,
    recordDelimiter: ['\r\n', '\n', '\r'],
    relaxColumnCount: true,
    skipEmptyLines: true,
    skipRecordsWithError: true,
    trim: true,
  });
  const pairs = records as { info: InfoRecord; record: string[] }[];
  return pairs
    .map(({ info, record }) => ({ line: info.lines + skippedLines, cells: record.map(plainCell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function isHeaderRow<Column extends string>(row: Row, layout: SheetLayout<Column>): boolean {
  return layout.isHeader(new Set(placesOf(row.cells, layout).keys()));
}

function placesOf<Column extends string>(
  cells: readonly string[],
  layout: SheetLayout<Column>,
): Map<Column, number> {
  const names = cells.map((cell) => cell.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const places = new Map<Column, number>();
  for (const column of columnsOf(layout)) {
    const place = names.findIndex((name) => layout.headings[column].includes(name));
    if (place >= 0) places.set(column, place);
  }
  return places;
}

function columnsOf<Column extends string>(layout: SheetLayout<Column>): Column[] {
  return Object.keys(layout.headings) as Column[];
}

function orderOf<Column extends string>({ order = [] }: SheetLayout<Column>): Map<Column, number> {
  return new Map(order.map((column, place) => [column, place]));
}

type Fitting<Column extends string> = {
  width: number | undefined;
  separator: string;
  faults: SheetFault[];
  layout: SheetLayout<Column>;
};

/** Returns whether a row of a file without a header has as many values as there are columns. */
function fits<Column extends string>(row: Row, of: Fitting<Column>): boolean {
  const { width, separator, faults, layout } = of;
  if (width === undefined || row.cells.length === width) return true;
  const found = row.cells.length === 1 ? '1 value' : `${row.cells.length} values`;
  const wanted = (layout.order ?? []).join(', ');
  faults.push({
    line: row.line,
    reason: `has ${found} (separated by ${nameSeparator(separator)}?) and not ${wanted}`,
  });
  return false;
}

function valuesOf<Column extends string>(
  row: Row,
  places: ReadonlyMap<Column, number>,
  layout: SheetLayout<Column>,
): Record<Column, string> {
  const values = columnsOf(layout).map((column) => {
    const place = places.get(column);
    return [column, place === undefined ? '' : (row.cells[place] ?? '')];
  });
  return Object.fromEntries(values);
}

function noHeader(first: Row | undefined, separator: string): string {
  if (!first) return 'the file has no lines with values';
  const found = first.cells.map((cell) => cell.slice(0, 40)).join(', ');
  return (
    `no line names the columns; the first line has: ${found} ` +
    `(separated by ${nameSeparator(separator)}?)`
  );
}
