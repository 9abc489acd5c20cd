/**
 * Lists for statements that carry thousands of rows: `unnest(${uuids(ids)}::uuid[], …)`. The driver
 * looks at every element of a list to find out what it is and escapes it, and the database reads
 * the text again; these write what the database keeps. Measured for 1,000 usage records: 12 ms of
 * the driver's time, 1 ms of ours; and 0.7 µs of the database's for a uuid as text, 0.25 for this.
 */

/** Encodes a parameter of `::uuid[]`. */
export function uuids(list: readonly (string | null)[]): Buffer {
  return encode(list, { oid: 2950, maxBytes: 16, write: writeUuid });
}

/** Encodes a parameter of `::bigint[]`. */
export function bigints(list: readonly (bigint | null)[]): Buffer {
  return encode(list, { oid: 20, maxBytes: 8, write: writeBigint });
}

/** Encodes a parameter of `::timestamptz[]`. */
export function timestamps(list: readonly (Date | null)[]): Buffer {
  return encode(list, { oid: 1184, maxBytes: 8, write: writeTimestamp });
}

/** Encodes a parameter of `::integer[]`. */
export function integers(list: readonly (number | null)[]): Buffer {
  return encode(list, { oid: 23, maxBytes: 4, write: writeInteger });
}

/** Encodes a parameter of `::boolean[]`. */
export function booleans(list: readonly (boolean | null)[]): Buffer {
  return encode(list, { oid: 16, maxBytes: 1, write: writeBoolean });
}

/** Encodes a parameter of `::bytea[]`. */
export function bytes(list: readonly (Buffer | null)[]): Buffer {
  let longest = 0;
  for (const one of list) longest = Math.max(longest, one?.length ?? 0);
  return encode(list, { oid: 17, maxBytes: longest, write: writeBytes });
}

/** Encodes a parameter of `::text[]`. */
export function texts(list: readonly (string | null)[]): Buffer {
  let longest = 0;
  for (const text of list) longest = Math.max(longest, text?.length ?? 0);
  // No character of a JavaScript string needs more than three bytes in UTF-8.
  return encode(list, { oid: 25, maxBytes: longest * 3, write: writeText });
}

/** Where elements are written: the same bytes, once for numbers and once for texts. */
type Target = { view: DataView; buffer: Buffer };

type Codec<Element> = {
  /** PostgreSQL's number of the element's type. */
  oid: number;
  maxBytes: number;
  /** Writes one element at the place, and gives how many bytes it took. */
  write: (target: Target, element: Element, at: number) => number;
};

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/**
 * Returns PostgreSQL's binary form of an array: dimensions, has nulls, type, length, first index;
 * then elements.
 */
function encode<Element>(
  list: readonly (Element | null)[],
  { oid, maxBytes, write }: Codec<Element>,
): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + list.length * (LENGTH_BYTES + maxBytes));
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const target = { view, buffer };
  let end = HEADER_BYTES;
  let nulls = 0;
  for (const element of list) {
    const start = end + LENGTH_BYTES;
    const bytes = element === null ? NULL_LENGTH : write(target, element, start);
    view.setInt32(end, bytes);
    if (bytes === NULL_LENGTH) nulls = 1;
    end = start + Math.max(bytes, 0);
  }
  for (const [place, word] of [1, nulls, oid, list.length, 1].entries()) {
    view.setInt32(place * 4, word);
  }
  return buffer.subarray(0, end);
}

const UUID_LENGTH = 36;
const DASH = 0x2d;
/** The value of each hexadecimal digit; -1 for other characters. */
const NIBBLES = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

function writeUuid({ view }: Target, uuid: string, at: number): number {
  const text = String(uuid);
  let end = at;
  for (let place = 0; place < text.length; place += 2) {
    if (text.charCodeAt(place) === DASH) place += 1;
    const high = NIBBLES[text.charCodeAt(place)] ?? -1;
    const low = NIBBLES[text.charCodeAt(place + 1)] ?? -1;
    // Negative when either is.
    const byte = (high << 4) | low;
    if (byte < 0 || text.length !== UUID_LENGTH) throw new Error(`${text} is no UUID`);
    view.setUint8(end, byte);
    end += 1;
  }
  return end - at;
}

function writeBigint({ view }: Target, number: bigint, at: number): number {
  view.setBigInt64(at, number);
  return 8;
}

function writeInteger({ view }: Target, number: number, at: number): number {
  view.setInt32(at, number);
  return 4;
}

function writeBoolean({ view }: Target, truth: boolean, at: number): number {
  view.setUint8(at, truth ? 1 : 0);
  return 1;
}

function writeBytes({ buffer }: Target, bytes: Buffer, at: number): number {
  return bytes.copy(buffer, at);
}

const EPOCH_MS = Date.UTC(2000, 0, 1);
const HIGH_WORD = 2 ** 32;

/**
 * Microseconds since 2000, in two halves, because one number cannot represent all of them exactly.
 */
function writeTimestamp({ view }: Target, moment: Date, at: number): number {
  const ms = moment.getTime() - EPOCH_MS;
  const highMs = Math.floor(ms / HIGH_WORD);
  const low = (ms - highMs * HIGH_WORD) * 1000;
  view.setInt32(at, highMs * 1000 + Math.floor(low / HIGH_WORD));
  view.setUint32(at + 4, low % HIGH_WORD);
  return 8;
}

function writeText({ buffer }: Target, text: string, at: number): number {
  return buffer.write(String(text), at, 'utf8');
}
