import { describe, expect, it } from 'vitest';
import { declareEchoRoutes } from '../../../test/support/echo-routes.ts';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';

const app = await forThisFile(createTestEdge());
declareEchoRoutes(app);
await app.ready();

const token = { authorization: 'Bearer read,sell' };

type Sent = { type?: string; body?: string | Buffer; url?: string; headers?: object };

function post({ type = 'application/json', body, url = '/echo', headers }: Sent) {
  const sent = { ...token, 'content-type': type, ...headers };
  return app.inject({ method: 'POST', url, headers: sent, payload: body });
}

describe('a body', () => {
  it('has its texts composed, also those written with escapes', async () => {
    for (const body of ['{"name":"Cafe\u0301"}', '{"name":"Cafe\\u0301"}']) {
      expect((await post({ body })).json()).toEqual({ name: 'Caf\u00e9' });
    }
  });

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

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'a/b; c=d', 'json', ''])(
    'of the type %j is refused where a body is read',
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
    ['', 'hello'],
    ['///', '{'],
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

describe('values in another spelling', () => {
  const decomposed = 'Tru\u031bo\u031b\u0300ng';
  const composed = decomposed.normalize('NFC');

  it('text of bodies and queries arrives composed, also if it was escaped', async () => {
    const escaped = '{"name":"Tru\\u031bo\\u031b\\u0300ng"}';
    for (const body of [JSON.stringify({ name: decomposed }), escaped]) {
      expect((await post({ body })).json()).toEqual({ name: composed });
    }
    const url = `/list?name=${encodeURIComponent(decomposed)}`;
    expect((await app.inject({ url, headers: token })).json()).toEqual({ name: composed });
  });

  it.each([
    ['at', 'AT'],
    ['UK', 'GB'],
    ['el', 'GR'],
    ['XK', 'XK'],
  ])('the country %s arrives as %s', async (country, code) => {
    expect((await post({ body: JSON.stringify({ country }) })).json()).toEqual({ country: code });
  });

  it.each(['AC', 'TA', 'ZZ', 'EU', 'AUT'])('%s is not a country', async (country) => {
    const answer = await post({ body: JSON.stringify({ country }) });
    expect(answer.json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/country' }],
    });
  });
});
