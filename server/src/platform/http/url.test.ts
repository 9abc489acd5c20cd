import { describe, expect, it } from 'vitest';
import { declareEchoRoutes } from '../../../test/support/echo-routes.ts';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';

const app = await forThisFile(createTestEdge());
declareEchoRoutes(app);
await app.ready();

const token = { authorization: 'Bearer read,sell' };

const get = (url: string, headers: Record<string, string> = token) =>
  app.inject({ method: 'GET', url, headers });

describe('a query', () => {
  it('is coerced, and an empty value is absent', async () => {
    const answer = await get('/list?page_size=20&page_index=&active=True&name=');
    expect(answer.json()).toEqual({ page_size: 20, active: true });
  });

  it.each([
    ['page_size=0', '/page_size', 'must be from 1 to 200'],
    ['page_size=201', '/page_size', 'must be from 1 to 200'],
    ['page_size=1.5', '/page_size', 'must be a whole number'],
    ['page_size=1e2', '/page_size', 'must be a whole number'],
    ['page_index=-1', '/page_index', 'must be from 0 to 10000000'],
    ['page_index=99999999999999999999', '/page_index', 'must be a whole number'],
    ['active=yes', '/active', 'must be true or false'],
    ['name=a&name=b', '/name', 'must be given only once'],
    ['name=%00', '/name', 'must not contain NUL characters'],
  ])('%s is refused in words', async (query, path, message) => {
    const answer = await get(`/list?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([{ path, message }]);
  });

  it.each(['&&', 'name=%ff', 'name=%E4'])('may hold %s', async (query) => {
    expect((await get(`/list?${query}`)).statusCode).toBe(200);
  });

  it.each(['other', '__proto__', 'constructor', '%ff'])(
    'with the unknown parameter %s is refused with its name',
    async (name) => {
      const answer = await get(`/list?${name}=1&page_size=20`);
      expect(answer.statusCode).toBe(400);
      const message =
        'is not a parameter of this operation. It has page_size, page_index, active, name, at';
      const path = `/${decodeURIComponent(name === '%ff' ? '%25ff' : name)}`;
      expect(answer.json().errors).toEqual([{ path, message }]);
    },
  );

  it('may hold unknown parameters on lists of the original API', async () => {
    const lenient = createTestEdge({ lenientQueries: new Set(['/list']) });
    declareEchoRoutes(lenient);
    const answer = await lenient.inject({ url: '/list?other=1&page_size=20', headers: token });
    expect(answer.json()).toEqual({ page_size: 20 });
    await lenient.close();
  });

  it('has its texts composed', async () => {
    expect((await get('/list?name=Cafe%CC%81')).json()).toEqual({ name: 'Caf\u00e9' });
    expect((await get('/one/Cafe%CC%81')).json()).toEqual({ id: 'Caf\u00e9' });
  });

  it('takes a time without a zone as UTC', async () => {
    const answer = await get('/list?at=2026-11-01T00:00:00');
    expect(answer.json()).toEqual({ at: '2026-11-01T00:00:00Z' });
    expect((await get('/list?at=2026-11-01')).json()).toEqual({ at: '2026-11-01' });
  });

  it('names %2B when the + of a zone was sent as it is', async () => {
    const answer = await get('/list?at=2026-11-01T00:00:00+02:00');
    expect(answer.json().errors).toEqual([
      { path: '/at', message: 'must send the + of its zone as %2B' },
    ]);
    const right = await get('/list?at=2026-11-01T00:00:00%2B02:00');
    expect(right.json()).toEqual({ at: '2026-11-01T00:00:00+02:00' });
  });
});

describe('a path', () => {
  it('with a malformed %-sequence is 400', async () => {
    const answer = await get('/one/%ff');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', instance: '/one/%ff' });
    expect(answer.json().errors).toEqual([
      { path: '', message: 'has a malformed %-sequence in its URL' },
    ]);
    expect(answer.headers['x-request-id']).toBe(answer.json().requestId);
  });

  it('with a NUL names something that does not exist', async () => {
    expect((await get('/one/a%00b')).json()).toEqual({ id: 'a\ufffdb' });
  });

  it('takes long ids, trailing slashes and double slashes', async () => {
    const id = 'x'.repeat(10_000);
    expect((await get(`/one/${id}`)).json()).toEqual({ id });
    expect((await get('//one/7/')).json()).toEqual({ id: '7' });
  });

  it('that no route has is 404 without a token and whatever the body', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/nowhere?email=a@b.test',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'route_not_found', instance: '/nowhere' });
  });

  it.each([
    ['DELETE', '/one/7', 'GET, HEAD'],
    ['PATCH', '/act/7/', 'POST'],
    ['OPTIONS', '/list', 'GET, HEAD'],
  ] as const)('%s %s is 405 with what it takes', async (method, url, allowed) => {
    const answer = await app.inject({ method, url });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe(allowed);
    expect(answer.json().code).toBe('method_not_allowed');
  });

  it('answers HEAD where there is a GET', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/one/7', headers: token });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('');
  });
});
