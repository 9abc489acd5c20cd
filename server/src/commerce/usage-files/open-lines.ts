import { decodeLine, withoutMark } from './decode-lines.ts';
import type { UsageFileFormat } from './format.ts';
import { createLineReader, type LineReader, type ReadLine } from './read-line.ts';

/** A file's beginning: the line that names its columns, and how many lines precede its records. */
export type Beginning = { heading: string | null; linesBefore: number };

const NOT_OF_THE_ENCODING = 'has bytes that are not of the encoding';

/**
 * Returns what precedes the records of a file, whose first lines are given, or why the file cannot
 * be read by the format.
 */
export function findBeginning(
  format: UsageFileFormat,
  first: readonly Buffer[],
): Beginning | { fault: string } {
  const { skippedLines, hasHeader } = format;
  if (!hasHeader) return { heading: null, linesBefore: skippedLines };
  const line = first[skippedLines];
  if (!line) return { fault: 'the file has no line with the names of its columns' };
  const heading = decodeLine(skippedLines === 0 ? withoutMark(line) : line, format);
  if (heading === undefined) return { fault: `the header ${NOT_OF_THE_ENCODING}` };
  const opened = createLineReader(format, heading);
  return 'fault' in opened ? opened : { heading, linesBefore: skippedLines + 1 };
}

/** Returns a reader of the lines of a file as they are kept. */
export function createByteReader(
  format: UsageFileFormat,
  heading: string | null,
): (line: Buffer) => { text: string; read: ReadLine } {
  const opened = createLineReader(format, heading);
  if ('fault' in opened) throw new Error(`a file was taken and ${opened.fault}`);
  return (line) => readBytesOf(line, { format, read: opened.read });
}

type With = { format: UsageFileFormat; read: LineReader };

function readBytesOf(line: Buffer, { format, read }: With): { text: string; read: ReadLine } {
  const text = decodeLine(line, format);
  if (text !== undefined) return { text, read: read(text) };
  const shown = line.toString('latin1').replaceAll('\0', '\ufffd');
  return { text: shown, read: { reason: NOT_OF_THE_ENCODING } };
}

/** Returns whether a line has nothing to read. */
export function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
