import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
const origin = 'https://travel.example';

function preflight(url: string) {
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  };
  return store.app.inject({ method: 'OPTIONS', url, headers });
}

describe('a page of another origin', () => {
  it('may call the SDK API with a token and JSON', async () => {
    const { statusCode, headers, body } = await preflight('/sdk/v1/sessions');
    expect([statusCode, body]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'Accept, Authorization, Content-Type',
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('reads answers of the SDK API, errors too', async () => {
    const { statusCode, headers } = await store.app.inject({
      url: '/sdk/v1/profiles',
      headers: { origin, authorization: 'Bearer nothing' },
    });
    expect(statusCode).toBe(401);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it.each(['/gigastore/credits', '/auth/session', '/sdk/v10/sessions'])(
    'may not call %s',
    async (url) => {
      const { statusCode, headers } = await preflight(url);
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('gets no answer to OPTIONS that is no preflight', async () => {
    const { statusCode } = await store.app.inject({ method: 'OPTIONS', url: '/sdk/v1/sessions' });
    expect(statusCode).toBe(405);
  });
});
