import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestEdge, ERRORS_URL } from '../../test/support/edge-app.ts';
import { Refusal } from '../lib/refusal.ts';
import { operation } from './operation.ts';
import { PriceInput, pageQuery } from './schemas.ts';
import type { App } from './typed-app.ts';

const token = { authorization: 'Bearer read,sell' };

const bodySchema = operation({
  id: 'echo',
  tag: 'Test',
  summary: 'Echo',
  body: Type.Object({
    name: Type.Optional(Type.String({ maxLength: 20 })),
    country: Type.Optional(Type.String({ format: 'country' })),
    price: Type.Optional(PriceInput),
  }),
});

function declareRoutes(app: App): void {
  const sell = { config: { scope: 'sell' as const } };
  app.post('/echo', { ...sell, schema: bodySchema }, (request) => request.body);
  app.post('/act/:id', sell, (request) => ({ sentBody: request.sentBody ?? null }));
  app.post('/login', { config: { public: true, ignoresBody: true } }, () => ({ in: true }));
  const list = operation({
    id: 'list',
    tag: 'Test',
    summary: 'List',
    querystring: Type.Object({
      ...pageQuery,
      active: Type.Optional(Type.Boolean()),
      name: Type.Optional(Type.String()),
    }),
  });
  app.get('/list', { config: { scope: 'read' }, schema: list }, (request) => request.query);
  app.get('/one/:id', { config: { scope: 'read' } }, (request) => request.params);
  app.get('/crash', { config: { public: true } }, () => {
    throw new Error('secret: password=hunter2');
  });
  app.get('/busy', { config: { public: true } }, () => {
    throw new Refusal('supplier_unavailable', 'The carrier does not answer.', {
      retryAfterSeconds: 7,
    });
  });
}

let app: App;
beforeAll(async () => {
  app = createTestEdge();
  declareRoutes(app);
  await app.ready();
});
afterAll(() => app.close());

type Sent = { type?: string; body?: string | Buffer; url?: string; headers?: object };

function post({ type = 'application/json', body, url = '/echo', headers }: Sent) {
  const sent = { ...token, 'content-type': type, ...headers };
  return app.inject({ method: 'POST', url, headers: sent, payload: body });
}

const get = (url: string, headers: Record<string, string> = token) =>
  app.inject({ method: 'GET', url, headers });

describe('a body', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/vnd.gigastore+json',
    'application/json;charset="utf-8"',
  ])('is read as %s', async (type) => {
    const answer = await post({ type, body: '{"name":"a"}' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ name: 'a' });
  });

  it.each(['', 'null', ' \n', '{}', '\ufeffnull'])(
    'that is %j is an empty object',
    async (body) => {
      const answer = await post({ body });
      expect(answer.json()).toEqual({});
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of the type %s is refused where a body is read',
    async (type) => {
      const answer = await post({ type, body: 'name=a' });
      expect(answer.statusCode).toBe(415);
      expect(answer.json().code).toBe('unsupported_media_type');
    },
  );

  it.each(['text/plain', 'nonsense', ''])('of the type %j is nothing when empty', async (type) => {
    expect((await post({ type, body: '' })).statusCode).toBe(200);
  });

  it.each([
    ['is cut off', '{"name":"a'],
    ['is no JSON', 'name'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['has a raw surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['is a list', '[]'],
    ['is a text', '"name"'],
    ['is a number', '7'],
    ['is too deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['is very deep', '['.repeat(200_000)],
  ])('that %s is 400', async (_, body) => {
    const answer = await post({ body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe('invalid_request');
  });

  it('may be as deep as 32 levels, and brackets in texts do not count', async () => {
    const deep = `${'{"a":'.repeat(31)}"${'[{'.repeat(50)}\\"${'['.repeat(50)}"${'}'.repeat(31)}`;
    expect((await post({ body: `{"x":${deep}}` })).statusCode).toBe(200);
  });

  it('of more than 256 KiB is 413, with or without a length', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(256 * 1024) });
    const answer = await post({ body });
    expect(answer.statusCode).toBe(413);
    expect(answer.json().code).toBe('body_too_large');
  });

  it.each([
    ['a NUL', '{"name":"a\\u0000b"}', '/name'],
    ['half a pair', '{"name":"a\\ud800b"}', '/name'],
    ['half a pair the other way', '{"name":"\\udc00\\ud800"}', '/name'],
    ['a NUL in an unknown field', '{"other":{"list":["\\u0000"]}}', '/other/list/0'],
    ['a NUL in a name', '{"a/b~c":{"x\\u0000y":1}}', '/a~1b~0c/x\ufffdy'],
  ])('with %s names its place', async (_, body, path) => {
    const answer = await post({ body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].path).toBe(path);
  });

  it('keeps whole pairs and other escapes', async () => {
    const answer = await post({ body: '{"name":"\\ud83d\\ude00\\u00e9"}' });
    expect(answer.json()).toEqual({ name: '😀é' });
  });

  it('cannot reach a prototype', async () => {
    const body = '{"__proto__":{"name":"evil"},"constructor":{"prototype":{"name":"evil"}}}';
    const answer = await post({ body });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({});
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });

  it('loses unknown fields, null, empty texts and empty prices', async () => {
    const body = JSON.stringify({ name: '', country: null, price: {}, other: 1 });
    expect((await post({ body })).json()).toEqual({});
    const emptied = JSON.stringify({ price: { priceValue: null, currencyCode: '' } });
    expect((await post({ body: emptied })).json()).toEqual({});
  });

  it('is never coerced', async () => {
    const body = JSON.stringify({ name: 7, price: { priceValue: '4.90', currencyCode: 'USD' } });
    const answer = await post({ body });
    expect(answer.json().errors).toEqual([
      { path: '/name', message: 'must be a string' },
      { path: '/price/priceValue', message: 'must be a number' },
    ]);
    expect(answer.json().message).toBe('name must be a string; price.priceValue must be a number.');
  });

  it.each([
    [{ country: 'XX' }, '/country', 'must be an ISO 3166-1 alpha-2 code'],
    [{ name: 'x'.repeat(21) }, '/name', 'must have at most 20 characters'],
    [
      { price: { priceValue: 1.234, currencyCode: 'USD' } },
      '/price/priceValue',
      'must have at most two decimals',
    ],
    [
      { price: { priceValue: -1, currencyCode: 'USD' } },
      '/price/priceValue',
      'must be from 0 to 10000000',
    ],
    [{ price: { priceValue: 1 } }, '/price/currencyCode', 'is required'],
    [
      { price: { priceValue: 1, currencyCode: 'usd' } },
      '/price/currencyCode',
      'must be a currency code such as USD',
    ],
    [{ price: [] }, '/price', 'must be an object'],
  ])('%j is refused in words', async (body, path, message) => {
    const answer = await post({ body: JSON.stringify(body) });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([{ path, message }]);
  });
});

describe('a route that takes no body', () => {
  it.each([
    ['application/json', ''],
    ['application/json', 'null'],
    ['text/plain', 'hello'],
    ['application/x-www-form-urlencoded', 'a=b'],
  ])('accepts %s %j', async (type, body) => {
    const answer = await post({ url: '/act/1', type, body });
    expect(answer.json()).toEqual({ sentBody: null });
  });

  it('still refuses what is not JSON although it says so', async () => {
    expect((await post({ url: '/act/1', body: '{' })).statusCode).toBe(400);
  });

  it('may ignore its body altogether', async () => {
    const body = Buffer.alloc(300 * 1024, 0xff);
    expect((await post({ url: '/login', body })).statusCode).toBe(200);
    expect((await post({ url: '/login', type: '///', body: '{' })).statusCode).toBe(200);
  });

  it('ignores the body of a GET', async () => {
    const headers = { ...token, 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'GET', url: '/one/1', headers, payload: '{' });
    expect(answer.statusCode).toBe(200);
  });
});

describe('a query', () => {
  it('is coerced, and an empty value is absent', async () => {
    const answer = await get('/list?page_size=20&page_index=&active=True&name=&other=1');
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

  it.each(['__proto__=1', 'constructor=1', '%ff=%ff', '&&==&', 'name=%ff', 'name=%E4'])(
    'may hold %s',
    async (query) => {
      expect((await get(`/list?${query}`)).statusCode).toBe(200);
    },
  );
});

describe('a path', () => {
  it('with a malformed %-sequence is 400', async () => {
    const answer = await get('/one/%ff');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', instance: '/one/%ff' });
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

describe('an error', () => {
  it('has the shape that every known client finds its text in', async () => {
    const answer = await get('/busy?email=a@b.test', { 'x-request-id': 'order-7' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.json()).toEqual({
      type: `${ERRORS_URL}/supplier_unavailable`,
      title: 'The supplier does not answer',
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
    const answer = await post({ body: '{', headers: { authorization: 'Bearer read' } });
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe('insufficient_scope');
  });

  it('cannot be declared without a scope', async () => {
    const other = createTestEdge();
    expect(() => other.get('/open', () => 'everything')).toThrow(/GET \/open needs a scope/);
    await other.close();
  });
});
