import { isUtf8 } from 'node:buffer';
import type { UsageFileFormat } from './format.ts';

const LINE_BREAK = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = '\ufeff';

/** Returns the lines of bytes without their line breaks; no line for a break at the end. */
export function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  while (from < bytes.length) {
    const found = bytes.indexOf(LINE_BREAK, from);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(from, end > from && bytes[end - 1] === RETURN ? end - 1 : end));
    from = end + 1;
  }
  return lines;
}

/** Returns the text of a line; undefined for bytes that are not of the encoding, or have a NUL. */
export function decodeLine(
  line: Buffer,
  { encoding }: Pick<UsageFileFormat, 'encoding'>,
): string | undefined {
  if (line.includes(0) || (encoding === 'utf-8' && !isUtf8(line))) return undefined;
  return encoding === 'utf-8' ? line.toString('utf8') : line.toString('latin1');
}

/** Returns the first line of a file without a byte order mark. */
export function withoutMark(line: Buffer): Buffer {
  const mark = Buffer.from(BYTE_ORDER_MARK);
  return line.subarray(0, mark.length).equals(mark) ? line.subarray(mark.length) : line;
}
