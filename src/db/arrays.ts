/**
 * Lists for statements that carry thousands of rows: `unnest(${uuids(ids)}::uuid[], …)`. The driver
 * looks at every element of a list to find out what it is and escapes it; these know. Measured for
 * 1,000 usage records: 12 ms of the driver's time, 2 ms of ours.
 */

/** For `::uuid[]`. */
export function uuids(list: readonly (string | null)[]): string {
  return literal(list);
}

/** For `::bigint[]`. */
export function bigints(list: readonly (bigint | null)[]): string {
  return literal(list);
}

/** For `::timestamptz[]`. */
export function timestamps(list: readonly (Date | null)[]): Buffer {
  return encode(list, { oid: 1184, maxBytes: 8, write: writeTimestamp });
}

/** For `::text[]`. */
export function texts(list: readonly (string | null)[]): Buffer {
  let longest = 0;
  for (const text of list) longest = Math.max(longest, text?.length ?? 0);
  // No character of a JavaScript string needs more than three bytes in UTF-8.
  return encode(list, { oid: 25, maxBytes: longest * 3, write: writeText });
}

/** Elements whose text needs no quotes. */
function literal(list: readonly (string | bigint | null)[]): string {
  return `{${list.map((element) => element ?? 'NULL').join(',')}}`;
}

type Codec<Element> = {
  /** PostgreSQL's number of the element's type. */
  oid: number;
  maxBytes: number;
  /** Writes one element at the place, and gives how many bytes it took. */
  write: (buffer: Buffer, element: Element, at: number) => number;
};

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/** PostgreSQL's binary array: dimensions, has nulls, type, length, first index; then elements. */
function encode<Element>(
  list: readonly (Element | null)[],
  { oid, maxBytes, write }: Codec<Element>,
): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + list.length * (LENGTH_BYTES + maxBytes));
  let end = HEADER_BYTES;
  let nulls = 0;
  for (const element of list) {
    const start = end + LENGTH_BYTES;
    const bytes = element === null ? NULL_LENGTH : write(buffer, element, start);
    buffer.writeInt32BE(bytes, end);
    if (bytes === NULL_LENGTH) nulls = 1;
    end = start + Math.max(bytes, 0);
  }
  for (const [place, word] of [1, nulls, oid, list.length, 1].entries()) {
    buffer.writeInt32BE(word, place * 4);
  }
  return buffer.subarray(0, end);
}

const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Microseconds since 2000. */
function writeTimestamp(buffer: Buffer, moment: Date, at: number): number {
  buffer.writeBigInt64BE(BigInt(moment.getTime() - EPOCH_MS) * 1000n, at);
  return 8;
}

function writeText(buffer: Buffer, text: string, at: number): number {
  return buffer.write(String(text), at, 'utf8');
}
