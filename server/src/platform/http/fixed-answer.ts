import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { matchesEtag, toEtag } from '../../kernel/etag.ts';
import { acceptsGzip } from './compression.ts';
import type { App } from './typed-app.ts';

const zip = promisify(gzip);

type Fixed = {
  type: string;
  headers?: Record<string, string>;
  cacheControl: string;
  /** Returns the body, which stays the same as long as the process runs. */
  load(): Promise<Buffer> | Buffer;
};

type Loaded = { body: Buffer; zipped: Buffer; etag: string };

/**
 * Declares a public GET route with an answer that never changes: loaded and compressed at the first
 * request, with an `ETag`, and 304 for clients that have it already.
 */
export function serveFixed(app: App, url: string, fixed: Fixed): void {
  let loading: Promise<Loaded> | undefined;
  const load = async () => {
    const body = await fixed.load();
    return { body, zipped: await zip(body), etag: toEtag(body) };
  };
  app.get(url, { config: { public: true } }, async (request, reply) => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    const { body, zipped, etag } = await loading;
    reply.headers({
      'Cache-Control': fixed.cacheControl,
      Vary: 'Accept-Encoding',
      ...fixed.headers,
    });
    if (matchesEtag(request.headers['if-none-match'], etag)) {
      return reply.header('ETag', etag).code(304).send();
    }
    const isZipped = acceptsGzip(request);
    reply.header('ETag', isZipped ? `W/${etag}` : etag).header('Content-Type', fixed.type);
    if (!isZipped) return reply.send(body);
    return reply.header('Content-Encoding', 'gzip').send(zipped);
  });
}
