import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Refusal } from '../../kernel/refusal.ts';
import { badFile } from './bad-file.ts';

const LINE_BREAK = 0x0a;
const MEBIBYTE = 2 ** 20;

export type Chunks = AsyncIterable<Buffer>;
export type CutLimits = { maxBytes: number; maxLines: number; maxLineBytes: number };
export type CutPart = { lines: number; bytes: Buffer };

/** A part is cut before it has so many bytes and one line more. */
const PART_BYTES = 256 * 1024;

/**
 * Cuts a file, packed by gzip or not, into parts of at most `maxLines` whole lines. Throws
 * `body_too_large` as soon as it has more than `maxBytes`, packed or unpacked, and
 * `invalid_request` for a line that is too long, or wrong gzip.
 */
export async function* cutParts(chunks: Chunks, limits: CutLimits): AsyncGenerator<CutPart> {
  const cutting: Cutting = { held: Buffer.alloc(0), lines: 0, begin: 0, scanned: 0 };
  for await (const chunk of unpacked(limited(chunks, limits), limits)) {
    cutting.held = Buffer.concat([cutting.held, chunk]);
    yield* takeParts(cutting, limits);
  }
  const { held, lines, begin } = cutting;
  if (held.length > 0) yield { lines: lines + (begin < held.length ? 1 : 0), bytes: held };
}

/** What is held of a file: whole lines, and from `begin` on a line that is not whole yet. */
type Cutting = { held: Buffer; lines: number; begin: number; scanned: number };

function* takeParts(cutting: Cutting, limits: CutLimits): Generator<CutPart> {
  while (findLine(cutting, limits)) {
    const { lines, begin, held } = cutting;
    if (lines < limits.maxLines && begin < PART_BYTES) continue;
    yield { lines, bytes: held.subarray(0, begin) };
    Object.assign(cutting, { held: held.subarray(begin), lines: 0, begin: 0, scanned: 0 });
  }
}

/** Finds the end of the next line. Returns false if it has not come yet. */
function findLine(cutting: Cutting, limits: CutLimits): boolean {
  const { held, begin, scanned } = cutting;
  const found = held.indexOf(LINE_BREAK, scanned);
  const end = found < 0 ? held.length : found;
  if (end - begin > limits.maxLineBytes) throw tooLong(limits);
  cutting.scanned = found < 0 ? held.length : found + 1;
  if (found < 0) return false;
  cutting.begin = found + 1;
  cutting.lines += 1;
  return true;
}

async function* limited(chunks: Chunks, { maxBytes }: CutLimits): Chunks {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

/** The first two bytes tell gzip. */
async function* unpacked(chunks: AsyncIterable<Buffer>, limits: CutLimits): Chunks {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = join(head, { [Symbol.asyncIterator]: () => iterator });
  yield* head[0] === 0x1f && head[1] === 0x8b ? limited(gunzipped(whole), limits) : whole;
}

async function* join(head: Buffer, rest: Chunks): Chunks {
  if (head.length > 0) yield head;
  yield* rest;
}

async function* gunzipped(chunks: Chunks): Chunks {
  const gunzip = createGunzip();
  const pumping = pipeline(Readable.from(chunks), gunzip);
  // It fails as the loop below does, which tells.
  pumping.catch(() => {});
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    throw badFile('the file is not valid gzip');
  }
}

/** Returns the refusal of a file of more than `maxBytes`. */
export function tooLarge(maxBytes: number): Refusal {
  const limit = `${maxBytes / MEBIBYTE} MiB`;
  return new Refusal('body_too_large', `The file is larger than ${limit}. Send it in parts.`);
}

function tooLong({ maxLineBytes }: CutLimits): Refusal {
  return badFile(`the file has a line of more than ${maxLineBytes / 1024} KiB`);
}
