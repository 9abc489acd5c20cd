import { createHash } from 'node:crypto';
import { composeText } from '../../kernel/compose.ts';
import { plainCell } from '../../kernel/plain-cell.ts';
import { shortenedNumber } from '../../kernel/shortened-number.ts';
import { createZoneClock } from '../../kernel/time-zone.ts';
import { DELIMITER_SIGNS, namedColumns, type UsageFileFormat } from './format.ts';
import { readBytes } from './read-bytes.ts';
import { splitLine } from './split-line.ts';
import { compileTimeFormat } from './time-format.ts';

/** A record as the carrier would have sent it to `/carrier/v1/usage-records`. */
export type SentRecord = {
  recordId: string;
  iccid?: string;
  imsi?: string;
  bytes: number;
  country?: string;
  mcc?: string;
  mnc?: string;
  startedAt: string;
  endedAt: string;
};

/** What a line says, or why it cannot be read. */
export type ReadLine = { record: SentRecord } | { reason: string };

export type LineReader = (line: string) => ReadLine;

const MCC_MNC = /^(\d{3})[- /]?(\d{2,3})$/;
const SECONDS = /^\d{1,9}$/;

/** Why a line cannot be read. */
class LineFault extends Error {
  override readonly name = 'LineFault';
}

/**
 * Returns a reader of a file's lines, or why no line of it can be read. `heading` is the line that
 * names the columns, if the format has one. The reader checks forms; what a record says is checked
 * when it is charged.
 */
export function createLineReader(
  format: UsageFileFormat,
  heading: string | null,
): { read: LineReader } | { fault: string } {
  const delimiter = DELIMITER_SIGNS[format.delimiter];
  const places = placesOf(format, heading === null ? undefined : splitLine(heading, delimiter));
  if ('fault' in places) return places;
  const readCells = createCellReader(format, places);
  return {
    read(line) {
      const cells = splitLine(composeText(line), delimiter);
      if (!cells) return { reason: 'has a quotation mark in a wrong place' };
      try {
        return { record: readCells(cells.map(plainCell)) };
      } catch (error) {
        if (!(error instanceof LineFault)) throw error;
        return { reason: error.message };
      }
    },
  };
}

type Places = ReadonlyMap<string, number>;

function placesOf(
  format: UsageFileFormat,
  headings: readonly string[] | undefined,
): Places | { fault: string } {
  const columns = [...new Set(namedColumns(format).map(([, column]) => column))];
  if (!format.hasHeader) return new Map(columns.map((column) => [column, Number(column) - 1]));
  const names = (headings ?? []).map(plainName);
  const found = columns.map((column): [string, number] => [
    column,
    names.indexOf(plainName(column)),
  ]);
  const missing = found.filter(([, place]) => place < 0).map(([column]) => column);
  if (missing.length === 0) return new Map(found);
  const shown = (headings ?? []).map((name) => name.slice(0, 40)).join(', ');
  const what = missing.length === 1 ? 'column' : 'columns';
  return {
    fault: `the file has no ${what} ${missing.join(', ')}; its columns are: ${shown.slice(0, 400)}`,
  };
}

/** Returns the heading as it is compared. */
function plainName(heading: string): string {
  return composeText(heading).trim().toLowerCase();
}

function createCellReader(format: UsageFileFormat, places: Places) {
  const readMoment = createMomentReader(format);
  return (cells: readonly string[]): SentRecord => {
    const cellOf = (column: string | null): string =>
      column === null ? '' : (cells[places.get(column) as number] ?? '');
    const textOf = (columns: readonly string[]) => columns.map(cellOf).join(' ').trim();
    const startedAt = readMoment(textOf(format.startColumns), 'start');
    const record = {
      recordId: recordIdOf(format, cellOf),
      ...profileOf(format, cellOf),
      bytes: readUsage(format, cellOf),
      ...placeOf(format, cellOf),
      startedAt: startedAt.toISOString(),
    };
    return { ...record, endedAt: endOf(format, { startedAt, cellOf, textOf, readMoment }) };
  };
}

type CellOf = (column: string | null) => string;

function createMomentReader({ timeFormat, timeZone }: UsageFileFormat) {
  const compiled = compileTimeFormat(timeFormat);
  if ('fault' in compiled) throw new Error(`the time format ${compiled.fault}`);
  const toMoment = createZoneClock(timeZone);
  return (text: string, what: string): Date => {
    const read = compiled.read(text);
    if (!read)
      throw new LineFault(`the ${what} "${text.slice(0, 40)}" is not a time ${timeFormat}`);
    return 'moment' in read ? read.moment : toMoment(read.localMs);
  };
}

function recordIdOf({ recordIdColumn, identityColumns }: UsageFileFormat, cellOf: CellOf): string {
  if (recordIdColumn) {
    const id = cellOf(recordIdColumn);
    if (id === '') throw new LineFault('the record ID is missing');
    return id;
  }
  const cells = identityColumns.map(cellOf);
  if (cells.every((cell) => cell === ''))
    throw new LineFault('the columns that identify it are empty');
  return `line:${createHash('sha256').update(JSON.stringify(cells)).digest('base64url')}`;
}

function profileOf({ iccidColumn, imsiColumn }: UsageFileFormat, cellOf: CellOf) {
  const [iccid, imsi] = [cellOf(iccidColumn), cellOf(imsiColumn)];
  const number = iccid || imsi;
  if (number === '') throw new LineFault(`the ${iccidColumn ? 'ICCID' : 'IMSI'} is missing`);
  const fault = shortenedNumber(number);
  if (fault) throw new LineFault(fault);
  return iccid ? { iccid } : { imsi };
}

function readUsage(format: UsageFileFormat, cellOf: CellOf): number {
  const cells = format.usageColumns.map(cellOf);
  const given = cells.filter((cell) => cell !== '');
  if (given.length === 0) throw new LineFault('the usage is missing');
  let bytes = 0n;
  for (const cell of given) {
    const read = readBytes(cell, format);
    if ('fault' in read) throw new LineFault(read.fault);
    bytes += read.bytes;
  }
  if (bytes > BigInt(Number.MAX_SAFE_INTEGER)) throw new LineFault('the usage is too large');
  return Number(bytes);
}

function placeOf(format: UsageFileFormat, cellOf: CellOf) {
  const country = cellOf(format.countryColumn);
  const network = networkOf(format, cellOf);
  if (country === '' && !network) throw new LineFault('the country or the network is missing');
  return { ...(country !== '' && { country }), ...network };
}

function networkOf({ mccMncColumn, mccColumn, mncColumn }: UsageFileFormat, cellOf: CellOf) {
  const both = cellOf(mccMncColumn);
  if (both !== '') {
    const [, mcc, mnc] = MCC_MNC.exec(both) ?? [];
    if (mcc === undefined || mnc === undefined) {
      throw new LineFault(`the network "${both.slice(0, 40)}" is not an MCC with an MNC`);
    }
    return { mcc, mnc };
  }
  const [mcc, mnc] = [cellOf(mccColumn), cellOf(mncColumn)];
  if (mcc === '') return undefined;
  // Spreadsheets drop the first zero of 01.
  return { mcc, ...(mnc !== '' && { mnc: mnc.padStart(2, '0') }) };
}

type Ending = {
  startedAt: Date;
  cellOf: CellOf;
  textOf: (columns: readonly string[]) => string;
  readMoment: (text: string, what: string) => Date;
};

function endOf(format: UsageFileFormat, { startedAt, cellOf, textOf, readMoment }: Ending): string {
  const { endColumns, durationColumn } = format;
  if (endColumns.length > 0) return readMoment(textOf(endColumns), 'end').toISOString();
  const duration = cellOf(durationColumn);
  if (durationColumn === null || duration === '') return startedAt.toISOString();
  if (!SECONDS.test(duration)) throw new LineFault('the duration is not a number of seconds');
  return new Date(startedAt.getTime() + Number(duration) * 1_000).toISOString();
}
