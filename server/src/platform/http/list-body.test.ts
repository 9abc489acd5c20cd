import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { acceptListBodies } from './list-body.ts';
import type { App } from './typed-app.ts';

const MAX_ITEMS = 1_000;
const MAX_BYTES = 8 * 2 ** 20;

let app: App;
beforeAll(async () => {
  app = createTestEdge();
  acceptListBodies(app, { maxBytes: MAX_BYTES, maxItems: MAX_ITEMS }, (scope) => {
    scope.post('/list', { config: { scope: 'sell' } }, ({ body }) => (body as unknown[]).length);
    scope.post('/echo', { config: { scope: 'sell' } }, ({ body }) => body);
  });
  await app.ready();
});
afterAll(() => app.close());
afterEach(() => {
  vi.restoreAllMocks();
});

function send(body: string | Buffer, headers: Record<string, string> = {}) {
  const sent = { authorization: 'Bearer sell', 'content-type': 'application/json', ...headers };
  return app.inject({ method: 'POST', url: '/list', headers: sent, payload: body });
}
const lines = (text: string | Buffer, more: Record<string, string> = {}) =>
  send(text, { 'content-type': 'application/x-ndjson', ...more });
const gzip = { 'content-encoding': 'gzip' };

describe('a list', () => {
  it('is taken up to its most items, as an array and as lines', async () => {
    const items = Array.from({ length: MAX_ITEMS }, () => '{"a":[1,2,",["]}');
    expect((await send(`[${items.join()}]`)).json()).toBe(MAX_ITEMS);
    expect((await lines(`${items.join('\n')}\n`)).json()).toBe(MAX_ITEMS);
  });

  it('has composed texts, also where an escape names a letter in pieces', async () => {
    const item = { name: 'Café', of: ['Zürich'] };
    const pieces = JSON.stringify(item).normalize('NFD');
    const escaped = '{"name":"Cafe\\u0301","of":["Zu\\u0308rich"]}';
    const headers = { authorization: 'Bearer sell' };
    for (const [type, payload] of [
      ['application/json', `[${pieces},${escaped}]`],
      ['application/x-ndjson', `${pieces}\n${escaped}\n`],
    ] as const) {
      const sent = { ...headers, 'content-type': type };
      const answer = await app.inject({ method: 'POST', url: '/echo', headers: sent, payload });
      expect(answer.json()).toEqual([item, item]);
    }
  });

  it.each([
    ['an array', () => send(`[${'1,'.repeat(MAX_ITEMS)}1]`)],
    ['lines', () => lines('1\n'.repeat(MAX_ITEMS + 1))],
    ['blank lines', () => lines('\n'.repeat(4 * 2 ** 20))],
  ])('of one item too many is refused before anything is parsed: %s', async (_, sending) => {
    const parse = vi.spyOn(JSON, 'parse');
    const answer = await sending();
    expect(parse).not.toHaveBeenCalled();
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).detail).toBe('The body has more than 1000 items.');
  });

  it('that unpacks to far more than was sent is given up early', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const bomb = gzipSync('1\n'.repeat(4_194_000));
    expect(bomb.length).toBeLessThan(10_000);
    const answer = await lines(bomb, gzip);
    expect(parse).not.toHaveBeenCalled();
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).detail).toBe(
      'The body unpacks to more than 100 times its size.',
    );
  });

  it('that is small may unpack to any size', async () => {
    const answer = await send(gzipSync(`[${' '.repeat(100_000)}1]`), gzip);
    expect(answer.json()).toBe(1);
  });

  it('is parsed some lines at a time', async () => {
    const counts: number[] = [];
    const parse = vi.spyOn(JSON, 'parse');
    const sending = lines('1\n'.repeat(MAX_ITEMS));
    let isAnswered = false;
    const answer = sending.finally(() => {
      isAnswered = true;
    });
    while (!isAnswered) {
      await new Promise((resolve) => setImmediate(resolve));
      counts.push(parse.mock.calls.length);
    }
    expect((await answer).body).toBe(String(MAX_ITEMS));
    const steps = counts.map((count, at) => count - (counts[at - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(500);
  });
});
