import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { COMPRESSED_FROM_BYTES } from './compression.ts';
import { serveFixed } from './fixed-answer.ts';
import type { App } from './typed-app.ts';

const LARGE = { text: 'large '.repeat(COMPRESSED_FROM_BYTES / 4) };
const ROWS = 'a,b\r\n'.repeat(5_000);

let app: App;
let loads = 0;
beforeAll(async () => {
  app = createTestEdge();
  const open = { config: { public: true } } as const;
  app.get('/large', open, (_, reply) => reply.header('ETag', '"tag"').send(LARGE));
  app.get('/small', open, () => ({ text: 'small' }));
  app.get('/csv', open, (_, reply) =>
    reply.type('text/csv; charset=utf-8').send(Readable.from([ROWS])),
  );
  app.get('/broken', open, (_, reply) => {
    async function* rows() {
      yield ROWS;
      throw new Error('the database went away');
    }
    return reply.type('text/csv').send(Readable.from(rows()));
  });
  serveFixed(app, '/fixed', {
    type: 'application/json; charset=utf-8',
    cacheControl: 'public, no-cache',
    load: () => {
      loads += 1;
      return Buffer.from(JSON.stringify(LARGE));
    },
  });
  await app.ready();
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = { 'accept-encoding': 'gzip, br' }) =>
  app.inject({ url, headers });

describe('a large answer', () => {
  it('is compressed for a client that accepts gzip', async () => {
    const answer = await get('/large');
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', etag: 'W/"tag"' });
    expect(answer.headers.vary).toContain('Accept-Encoding');
    expect(answer.rawPayload.length).toBeLessThan(1_000);
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual(LARGE);
  });

  it.each([undefined, 'identity', 'br', 'gzip;q=0'])('is sent as it is to %s', async (accepted) => {
    const answer = await get('/large', accepted ? { 'accept-encoding': accepted } : {});
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.vary).toContain('Accept-Encoding');
    expect(answer.json()).toEqual(LARGE);
  });

  it('is compressed while it is streamed, and ends where its source fails', async () => {
    const answer = await get('/csv');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.rawPayload).toString()).toBe(ROWS);
    await expect(get('/broken').then(({ rawPayload }) => gunzipSync(rawPayload))).rejects.toThrow();
  });
});

it('a small answer is sent as it is', async () => {
  const answer = await get('/small');
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.json()).toEqual({ text: 'small' });
});

describe('an answer that never changes', () => {
  it('is loaded and compressed once', async () => {
    const answers = await Promise.all([get('/fixed'), get('/fixed'), get('/fixed', {})]);
    expect(loads).toBe(1);
    const [zipped, , plain] = answers;
    expect(JSON.parse(gunzipSync(zipped?.rawPayload ?? Buffer.alloc(0)).toString())).toEqual(LARGE);
    expect(plain?.json()).toEqual(LARGE);
    expect(zipped?.headers['cache-control']).toBe('public, no-cache');
  });

  it('is 304 for a client that has it already', async () => {
    const { headers } = await get('/fixed');
    const again = await get('/fixed', { 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get('/fixed', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });
});
