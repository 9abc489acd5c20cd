import { expect, it } from 'vitest';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';

const { app } = await forThisFile(openStore());

it.each(['/docs/api/js/scalar.js', '/openapi.json', '/postman.json'])(
  'a large document is compressed, and sent once to a browser that keeps it: %s',
  async (url) => {
    const plain = await app.inject(url);
    const zipped = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers['cache-control']).toMatch(/public/);
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
    const known = { 'if-none-match': String(zipped.headers.etag) };
    const again = await app.inject({ url, headers: known });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  },
);
