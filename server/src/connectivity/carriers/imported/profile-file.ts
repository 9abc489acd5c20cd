import { type CsvError, type InfoRecord, type Options, parse } from 'csv-parse/sync';
import { isIccid } from '../../../kernel/iccid.ts';
import { isImsi } from '../../../kernel/imsi.ts';
import type { CarrierProfile } from '../carrier.ts';
import { parseActivationCode } from './activation-code.ts';
import { type BadLine, BadProfileFile } from './bad-profile-file.ts';

export type ProfileLine = { line: number; profile: CarrierProfile };
type Row = { line: number; values: string[] };

const COLUMNS = ['iccid', 'imsi', 'activation_code'];
const WRONG_QUOTE = 'has a quotation mark in a wrong place';

const NO_PROFILES = { line: 1, reason: 'the file has no profiles' };

/**
 * Reads profiles from CSV (UTF-8, commas). A first line that holds the names `iccid`, `imsi` and
 * `activation_code` says where they stand, other columns are passed over; without it a line has
 * these three values in this order. Refuses (`BadProfileFile`) every line that is not a profile.
 */
export function readProfileFile(csv: string): ProfileLine[] {
  const { rows, badLines } = readRows(csv);
  const placeOf = readHeader(rows[0]);
  const profiles: ProfileLine[] = [];
  for (const row of placeOf ? rows.slice(1) : rows) {
    const read = readProfile(row.values, placeOf);
    if ('reason' in read) badLines.push({ line: row.line, reason: read.reason });
    else profiles.push({ line: row.line, profile: read });
  }
  badLines.push(...findRepeats(profiles));
  if (profiles.length === 0 && badLines.length === 0) badLines.push(NO_PROFILES);
  if (badLines.length > 0) throw new BadProfileFile(badLines);
  return profiles;
}

function readRows(csv: string): { rows: Row[]; badLines: BadLine[] } {
  const badLines: BadLine[] = [];
  const onSkip = (error: CsvError | undefined) => {
    badLines.push({ line: Number(error?.lines ?? 1), reason: WRONG_QUOTE });
    return undefined;
  };
  return { rows: parseWithLines(csv, onSkip), badLines };
}

/** With `info` the parser gives pairs of a record and where it stood; its types leave that out. */
function parseWithLines(csv: string, onSkip: Options['onSkip']): Row[] {
  const records: unknown[] = parse(csv, {
    bom: true,
    info: true,
    onSkip,
    recordDelimiter: ['\r\n', '\n', '\r'],
    relaxColumnCount: true,
    skipEmptyLines: true,
    skipRecordsWithError: true,
    trim: true,
  });
  const pairs = records as { info: InfoRecord; record: string[] }[];
  return pairs.map(({ info, record }) => ({ line: info.lines, values: record }));
}

type Places = [iccid: number, imsi: number, activationCode: number];

function readHeader(first: Row | undefined): Places | undefined {
  const names = first?.values.map((name) => name.toLowerCase()) ?? [];
  const places = COLUMNS.map((column) => names.indexOf(column));
  return places.includes(-1) ? undefined : (places as Places);
}

function readProfile(
  values: string[],
  placeOf: Places | undefined,
): CarrierProfile | { reason: string } {
  if (!placeOf && values.length !== COLUMNS.length) {
    return { reason: `has ${values.length} values and not ${COLUMNS.join(', ')}` };
  }
  const [iccid = '', imsi = '', code = ''] = (placeOf ?? [0, 1, 2]).map((place) => values[place]);
  if (!isIccid(iccid)) {
    return { reason: 'the ICCID is not 19 or 20 digits, from 89 to a right check digit' };
  }
  if (!isImsi(imsi)) return { reason: 'the IMSI is not 15 digits' };
  const parsed = parseActivationCode(code);
  if (!parsed) {
    return { reason: 'the activation code is not LPA:1$<SM-DP+ address>$<matching id>' };
  }
  return { iccid, imsi, ...parsed };
}

function findRepeats(lines: ProfileLine[]): BadLine[] {
  const seen = new Map<string, number>();
  const numbers = lines.flatMap(({ line, profile }) => [
    { line, name: 'ICCID', key: `ICCID ${profile.iccid}` },
    { line, name: 'IMSI', key: `IMSI ${profile.imsi}` },
  ]);
  return numbers.flatMap(({ line, name, key }) => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    return first === undefined ? [] : [{ line, reason: `the ${name} is that of line ${first}` }];
  });
}
