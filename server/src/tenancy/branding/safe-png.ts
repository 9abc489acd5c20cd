import { crc32, inflateSync } from 'node:zlib';

const SIGNATURE = '89504e470d0a1a0a';
const MAX_SIDE = 2048;
/** The chunks that make the picture; all others are dropped: texts, places, programs' own. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND']);
/** The channels of each colour type, and the bits that each may have. */
const CHANNELS: Record<number, { channels: number; depths: readonly number[] }> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

type Chunk = { type: string; bytes: Buffer; data: Buffer };

/**
 * Returns a PNG with nothing but its picture: checked chunk by chunk, and decompressed once within
 * the size in its header. Returns undefined for a file that is not such a PNG.
 */
export function toSafePng(file: Buffer): Buffer | undefined {
  if (file.toString('hex', 0, 8) !== SIGNATURE) return undefined;
  const chunks = readChunks(file);
  if (!chunks || !isPicture(chunks)) return undefined;
  const kept = chunks.filter(({ type }) => KEPT.has(type)).map(({ bytes }) => bytes);
  return Buffer.concat([file.subarray(0, 8), ...kept]);
}

function readChunks(file: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length) return undefined;
    const named = file.subarray(at + 4, end - 4);
    if (crc32(named) !== file.readUInt32BE(end - 4)) return undefined;
    const type = named.toString('latin1', 0, 4);
    chunks.push({ type, bytes: file.subarray(at, end), data: named.subarray(4) });
    if (type === 'IEND') return chunks;
    // An unknown chunk without which the picture cannot be shown.
    if (/^[A-Z]/.test(type) && !KEPT.has(type)) return undefined;
    at = end;
  }
  return undefined;
}

function isPicture(chunks: readonly Chunk[]): boolean {
  const [header] = chunks;
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data);
  if (header?.type !== 'IHDR' || header.data.length !== 13 || data.length === 0) return false;
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth = 0, colorType = -1, , , interlace] = header.data.subarray(8);
  const kind = CHANNELS[colorType];
  const fits = width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE;
  if (!fits || !kind?.depths.includes(depth) || interlace !== 0) return false;
  const size = height * (1 + Math.ceil((width * kind.channels * depth) / 8));
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: size }).length === size;
  } catch {
    return false;
  }
}
