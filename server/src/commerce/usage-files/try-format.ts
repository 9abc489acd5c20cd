import { constants, gunzipSync } from 'node:zlib';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type SharedReport, shareReport } from '../usage/index.ts';
import { noFormat, refuseFaults } from './change-format.ts';
import { decodeLine, splitLines, withoutMark } from './decode-lines.ts';
import { DELIMITER_SIGNS, type UsageFileFormat } from './format.ts';
import { selectFormat } from './format-store.ts';
import { createByteReader, findBeginning, isBlank } from './open-lines.ts';
import type { SentRecord } from './read-line.ts';
import { splitLine } from './split-line.ts';

const LINES_SHOWN = 20;
const TEXT_SHOWN = 1_000;
const MAX_UNPACKED = 4 * 2 ** 20;

/** A line as it would be read: the record, or why it would not be charged. */
type TriedLine = {
  line: number;
  text: string;
  record: SentRecord | null;
  reason: string | null;
};

export type TriedFormat = {
  /** The names of the columns, or their first values without a header. */
  columns: string[];
  /** Why no line can be read. */
  fault: string | null;
  lines: TriedLine[];
};

type Trial = {
  carrier: string;
  /** Without it, the format that is set for the carrier. */
  format?: UsageFileFormat | undefined;
  /** The beginning of a file, in base64; also of a file packed by gzip. */
  sample: string;
};

/**
 * Returns the first lines of a file as they would be read, and changes nothing. Throws
 * `usage_format_not_found`, and `invalid_request` for a format with faults.
 */
export async function tryFormat(db: Queryable, trial: Trial): Promise<TriedFormat> {
  const format = trial.format ?? (await selectFormat(db, trial.carrier))?.format;
  if (!format) throw noFormat(trial.carrier);
  refuseFaults(format);
  const lines = splitLines(unpack(Buffer.from(trial.sample, 'base64')));
  const columns = columnsOf(format, lines);
  const beginning = findBeginning(format, lines);
  if ('fault' in beginning) return { columns, fault: beginning.fault, lines: [] };
  const read = createByteReader(format, beginning.heading);
  const tried = lines
    .map((bytes, index) => ({ line: index + 1, bytes }))
    .slice(beginning.linesBefore)
    .filter(({ bytes }) => !isBlank(bytes))
    .slice(0, LINES_SHOWN)
    .map(({ line, bytes }) => toTried(line, read(line === 1 ? withoutMark(bytes) : bytes)));
  const fault = tried.length === 0 ? 'the file has no line to read' : null;
  return { columns, fault, lines: await refuseUncharged(db, trial.carrier, tried) };
}

function toTried(line: number, { text, read }: ReturnType<ReturnType<typeof createByteReader>>) {
  const shown = { line, text: text.slice(0, TEXT_SHOWN) };
  if ('record' in read) return { ...shown, record: read.record, reason: null };
  return { ...shown, record: null, reason: read.reason };
}

/** Adds why records would be rejected: by what they say, or because no such eSIM was sold. */
async function refuseUncharged(
  db: Queryable,
  carrier: string,
  tried: readonly TriedLine[],
): Promise<TriedLine[]> {
  const readable = tried.filter(({ record }) => record !== null);
  const sent = readable.map(({ record }) => record);
  const { rejected }: SharedReport = await shareReport(db, carrier, sent);
  const reasons = new Map(rejected.map(({ place, reason }) => [readable[place]?.line, reason]));
  return tried.map((one) => ({ ...one, reason: one.reason ?? reasons.get(one.line) ?? null }));
}

function columnsOf(format: UsageFileFormat, lines: readonly Buffer[]): string[] {
  const line = lines[format.skippedLines];
  const text = line && decodeLine(format.skippedLines === 0 ? withoutMark(line) : line, format);
  if (text === undefined) return [];
  return splitLine(text, DELIMITER_SIGNS[format.delimiter]) ?? [];
}

/** A sample may be cut anywhere, also within what gzip packed. */
function unpack(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const finishFlush = constants.Z_SYNC_FLUSH;
    return gunzipSync(bytes, { finishFlush, maxOutputLength: MAX_UNPACKED });
  } catch {
    throw invalid('/sample', 'is not valid gzip, or unpacks to too much');
  }
}
