import { pipeline, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { addVary } from './headers.ts';
import type { App, Reply, Request } from './typed-app.ts';

const zip = promisify(gzip);
/** Smaller answers fit into a few packets anyway. */
export const COMPRESSED_FROM_BYTES = 16 * 1024;
/** A third of the time of the default level for nearly the same size. */
const LEVEL = 4;
const COMPRESSIBLE = /^(application\/(problem\+)?json|text\/csv)/;

/**
 * Compresses large JSON and CSV answers of every route that is declared later for clients that
 * accept gzip, outside of the main thread.
 */
export function compressAnswers(app: App): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isCompressible(reply)) return payload;
    const size = sizeOf(payload);
    if (size !== undefined && size < COMPRESSED_FROM_BYTES) return payload;
    addVary(reply, 'Accept-Encoding');
    if (!acceptsGzip(request)) return payload;
    reply.header('Content-Encoding', 'gzip').removeHeader('Content-Length');
    weakenTag(reply);
    return size === undefined
      ? zipStream(payload as Readable)
      : zip(payload as string, { level: LEVEL });
  });
}

export function acceptsGzip({ headers }: Pick<Request, 'headers'>): boolean {
  return new Negotiator({ headers }).encoding(['gzip', 'identity']) === 'gzip';
}

function isCompressible(reply: Reply): boolean {
  const type = String(reply.getHeader('Content-Type') ?? '');
  return COMPRESSIBLE.test(type) && !reply.hasHeader('Content-Encoding');
}

/** Returns the size of a payload in bytes, 0 without one, and undefined for a stream. */
function sizeOf(payload: unknown): number | undefined {
  if (typeof payload === 'string') return Buffer.byteLength(payload);
  if (Buffer.isBuffer(payload)) return payload.length;
  return payload === null || payload === undefined ? 0 : undefined;
}

/** The compressed bytes differ but mean the same, so the tag becomes a weak one. */
function weakenTag(reply: Reply): void {
  const tag = reply.getHeader('ETag');
  if (typeof tag === 'string' && !tag.startsWith('W/')) reply.header('ETag', `W/${tag}`);
}

/** Ends the answer when the source fails, so that a truncated body is never read as complete. */
function zipStream(source: Readable): Readable {
  const zipped = createGzip({ level: LEVEL });
  pipeline(source, zipped, () => {});
  return zipped;
}
