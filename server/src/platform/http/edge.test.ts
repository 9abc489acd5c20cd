import { describe, expect, it } from 'vitest';
import { declareEchoRoutes } from '../../../test/support/echo-routes.ts';
import { createTestEdge, ERRORS_URL } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';

const app = await forThisFile(createTestEdge());
declareEchoRoutes(app);
await app.ready();

const token = { authorization: 'Bearer read,sell' };

const get = (url: string, headers: Record<string, string> = token) =>
  app.inject({ method: 'GET', url, headers });

describe('an error', () => {
  it('has the shape that every known client finds its text in', async () => {
    const answer = await get('/busy?email=a@b.test', { 'x-request-id': 'order-7' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.json()).toEqual({
      type: `${ERRORS_URL}/supplier_unavailable`,
      title: 'The supplier is unavailable',
      status: 503,
      code: 'supplier_unavailable',
      detail: 'The carrier does not answer.',
      message: 'The carrier does not answer.',
      instance: '/busy',
      requestId: 'order-7',
    });
  });

  it('tells nothing of an unexpected one', async () => {
    const answer = await get('/crash');
    expect(answer.statusCode).toBe(500);
    expect(answer.json().code).toBe('internal_error');
    expect(answer.body).not.toMatch(/hunter2|Error:|\.ts/);
  });
});

describe('a request id', () => {
  it('is kept when it is of the right form', async () => {
    const answer = await get('/one/7', { ...token, 'x-request-id': 'aZ9._:-' });
    expect(answer.headers['x-request-id']).toBe('aZ9._:-');
  });

  it.each(['', 'with space', 'x'.repeat(129), 'ä', 'a"b'])('%j is replaced', async (id) => {
    const answer = await get('/one/7', { ...token, 'x-request-id': id });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a private route', () => {
  it('refuses a call without a token and says how to bring one', async () => {
    const answer = await get('/list', {});
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="gigastore"');
    expect(answer.json().code).toBe('missing_token');
  });

  it('refuses a key without its scope, before it looks at the body', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { authorization: 'Bearer read', 'content-type': 'application/json' },
      payload: '{',
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe('insufficient_scope');
  });

  it('cannot be declared without a scope', async () => {
    const other = createTestEdge();
    expect(() => other.get('/open', () => 'everything')).toThrow(/GET \/open needs a scope/);
    await other.close();
  });
});

describe('headers', () => {
  it('keep private answers and refusals out of every cache', async () => {
    for (const headers of [token, {}]) {
      const answer = await get('/list', headers);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers.vary).toBe('Cookie, Authorization, X-Account');
    }
  });

  it('demand HTTPS only where the store is reached by HTTPS only', async () => {
    expect((await get('/list')).headers['strict-transport-security']).toBeUndefined();
    const secure = createTestEdge({ isHttpsOnly: true });
    declareEchoRoutes(secure);
    const answer = await secure.inject({ url: '/nowhere' });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await secure.close();
  });
});
