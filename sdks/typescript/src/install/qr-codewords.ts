/** A size of QR codes (ISO/IEC 18004 table 9, medium correction). */
export type QrVersion = { number: number; codewords: number; blocks: number; correction: number };

/** All codewords, blocks, and correction codewords of a block, for the versions from 1. */
const VERSIONS: readonly (readonly [number, number, number])[] = [
  [26, 1, 10],
  [44, 1, 16],
  [70, 1, 26],
  [100, 2, 18],
  [134, 2, 24],
  [172, 4, 16],
  [196, 4, 18],
  [242, 4, 22],
  [292, 5, 22],
  [346, 5, 26],
  [404, 5, 30],
  [466, 8, 22],
  [532, 9, 22],
  [581, 9, 24],
  [655, 10, 24],
  [733, 10, 28],
  [815, 11, 28],
  [901, 13, 26],
  [991, 14, 26],
  [1085, 16, 26],
];
/** Bits of the length of a text of bytes: more from version 10 on. */
const lengthBits = (version: number) => (version < 10 ? 8 : 16);
const BYTE_MODE = 0b0100;

/** Returns the smallest version that has room. Throws a RangeError if none has. */
export function versionFor(bytes: number): QrVersion {
  for (const [i, [codewords, blocks, correction]] of VERSIONS.entries()) {
    const version = { number: i + 1, codewords, blocks, correction };
    if (bytes * 8 + 4 + lengthBits(version.number) <= roomOf(version) * 8) return version;
  }
  throw new RangeError('The text is too long for a QR code.');
}

/** Returns the codewords of the text with their correction, in the order of the drawing. */
export function codewordsOf(bytes: Uint8Array, version: QrVersion): number[] {
  const data = dataOf(bytes, version);
  const { blocks, codewords, correction } = version;
  const short = Math.floor(codewords / blocks) - correction;
  const shortBlocks = blocks - (codewords % blocks);
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, i) => {
    const part = data.slice(at, at + short + (i < shortBlocks ? 0 : 1));
    at += part.length;
    return part;
  });
  const divisor = divisorOf(correction);
  return [...interleave(parts), ...interleave(parts.map((part) => remainderOf(part, divisor)))];
}

function roomOf({ codewords, blocks, correction }: QrVersion): number {
  return codewords - blocks * correction;
}

function dataOf(bytes: Uint8Array, version: QrVersion): number[] {
  const room = roomOf(version);
  const numbers: [number, number][] = [
    [BYTE_MODE, 4],
    [bytes.length, lengthBits(version.number)],
    ...Array.from(bytes, (byte): [number, number] => [byte, 8]),
  ];
  const bits = numbers.map(([value, length]) => value.toString(2).padStart(length, '0')).join('');
  // The end of the text is four zeros, which are in the padding of the last byte.
  const data = (bits.padEnd(bits.length + 4, '0').match(/.{1,8}/g) ?? [])
    .slice(0, room)
    .map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
  for (let i = 0; data.length < room; i += 1) data.push(i % 2 === 0 ? 0xec : 0x11);
  return data;
}

function interleave(parts: readonly number[][]): number[] {
  const longest = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => parts.flatMap((part) => part[i] ?? [])).flat();
}

function multiply(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> i) & 1) * a;
  }
  return product;
}

function divisorOf(degree: number): number[] {
  const divisor = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i += 1) {
    for (const [j, value] of divisor.entries()) {
      divisor[j] = multiply(value, root) ^ (divisor[j + 1] ?? 0);
    }
    root = multiply(root, 2);
  }
  return divisor;
}

function remainderOf(data: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [i, value] of divisor.entries()) rest[i] = (rest[i] ?? 0) ^ multiply(value, factor);
  }
  return rest;
}
