import { isTimeZone } from '../../kernel/time-zone.ts';
import { compileTimeFormat } from './time-format.ts';

export const DELIMITERS = ['comma', 'semicolon', 'tab', 'bar'] as const;
/** The sign of each delimiter. */
export const DELIMITER_SIGNS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;
export const ENCODINGS = ['utf-8', 'latin-1'] as const;

/** How a carrier's usage files are read. A column is a heading, or a number without a header. */
export type UsageFileFormat = {
  delimiter: (typeof DELIMITERS)[number];
  encoding: (typeof ENCODINGS)[number];
  /** Lines before the header, or before the first record, that are ignored. */
  skippedLines: number;
  hasHeader: boolean;
  hasDecimalComma: boolean;
  /** One of these two is given; the ICCID counts where a line has both. */
  iccidColumn: string | null;
  imsiColumn: string | null;
  /** Their sum is the usage. */
  usageColumns: readonly string[];
  bytesPerUnit: number;
  /** Joined by a space: a date and a time may have columns of their own. */
  startColumns: readonly string[];
  /** Without these and `durationColumn`, a use ends when it starts. */
  endColumns: readonly string[];
  /** In seconds. */
  durationColumn: string | null;
  timeFormat: string;
  /** Of times that do not name their own. */
  timeZone: string;
  countryColumn: string | null;
  /** MCC and MNC together: `23201`, `232-01`. */
  mccMncColumn: string | null;
  mccColumn: string | null;
  mncColumn: string | null;
  /** The carrier's own ID of the record; without it, `identityColumns` identify a line. */
  recordIdColumn: string | null;
  identityColumns: readonly string[];
};

/** A format with the carrier whose files have it. */
export type CarrierFormat = UsageFileFormat & { carrier: string };

export type FormatFault = { path: string; message: string };

const COLUMN_NUMBER = /^[1-9]\d{0,2}$/;

/** Returns what is wrong with a format; an empty list if files can be read by it. */
export function findFormatFaults(format: UsageFileFormat): FormatFault[] {
  const faults: FormatFault[] = [];
  const fail = (field: string, message: string) => faults.push({ path: `/${field}`, message });
  const { iccidColumn, imsiColumn, recordIdColumn, identityColumns } = format;
  const { countryColumn, mccMncColumn, mccColumn, mncColumn } = format;
  if (!iccidColumn && !imsiColumn) fail('iccidColumn', 'or imsiColumn is required');
  if (!countryColumn && !mccMncColumn && !mccColumn) {
    fail('countryColumn', 'or mccMncColumn or mccColumn is required');
  }
  if (mncColumn && !mccColumn) fail('mncColumn', 'needs mccColumn');
  if (mccMncColumn && mccColumn) fail('mccMncColumn', 'excludes mccColumn');
  if (format.endColumns.length > 0 && format.durationColumn) {
    fail('durationColumn', 'excludes endColumns');
  }
  if (recordIdColumn && identityColumns.length > 0) {
    fail('identityColumns', 'excludes recordIdColumn');
  }
  if (!recordIdColumn && identityColumns.length === 0) {
    fail('recordIdColumn', 'or identityColumns is required');
  }
  if (!isTimeZone(format.timeZone)) fail('timeZone', 'must be a time zone such as Europe/Vienna');
  const compiled = compileTimeFormat(format.timeFormat);
  if ('fault' in compiled) fail('timeFormat', compiled.fault);
  return [...faults, ...findUnnumbered(format)];
}

/** Without a header, columns have numbers and no names. */
function findUnnumbered(format: UsageFileFormat): FormatFault[] {
  if (format.hasHeader) return [];
  const message = 'must be the number of a column without a header';
  return namedColumns(format)
    .filter(([, column]) => !COLUMN_NUMBER.test(column))
    .map(([field]) => ({ path: `/${field}`, message }));
}

/** Returns each column that a format names, with the field that names it. */
export function namedColumns(format: UsageFileFormat): [field: string, column: string][] {
  const single = ['iccidColumn', 'imsiColumn', 'durationColumn', 'countryColumn'] as const;
  const more = ['mccMncColumn', 'mccColumn', 'mncColumn', 'recordIdColumn'] as const;
  const lists = ['usageColumns', 'startColumns', 'endColumns', 'identityColumns'] as const;
  return [
    ...[...single, ...more].flatMap((field): [string, string][] => {
      const column = format[field];
      return column ? [[field, column]] : [];
    }),
    ...lists.flatMap((field) => format[field].map((column): [string, string] => [field, column])),
  ];
}
