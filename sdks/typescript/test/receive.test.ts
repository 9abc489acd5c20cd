import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import {
  createReceiver,
  type Delivery,
  expressWebhook,
  fastifyWebhook,
  fetchWebhook,
  type GigastoreEvent,
  recentIds,
} from '../src/webhooks/index.ts';

const KEY = Buffer.from('a secret of thirty-two characters');
const SECRET = `whsec_${KEY.toString('base64')}`;
const EVENTS = 20;

function deliver(sequence: number, body = bodyOf(sequence)) {
  const timestamp = Math.floor(Date.now() / 1000);
  const id = `msg_${sequence}`;
  const digest = createHmac('sha256', KEY).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': `${timestamp}`,
    'webhook-signature': `v1,${digest}`,
  };
  return { headers, body };
}

function bodyOf(sequence: number): string {
  const createdAt = new Date().toISOString();
  return JSON.stringify({ type: 'credits.low', id: `e${sequence}`, sequence, createdAt, data: {} });
}

/** Returns the deliveries in an order that is another in each run. */
function shuffle(deliveries: Delivery[]): Delivery[] {
  return deliveries
    .map((delivery) => ({ delivery, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ delivery }) => delivery);
}

describe('a receiver', () => {
  it('handles each event once, in whatever order and however often they arrive', async () => {
    const handled: number[] = [];
    const receive = createReceiver({
      secret: SECRET,
      onEvent: async ({ sequence }) => {
        await Promise.resolve();
        handled.push(sequence);
      },
    });
    const once = Array.from({ length: EVENTS }, (_, at) => deliver(at + 1));
    const receipts = await Promise.all(shuffle([...once, ...once, ...once]).map(receive));
    expect(receipts.every(({ status }) => status === 204)).toBe(true);
    expect(handled.sort((a, b) => a - b)).toEqual(once.map((_, at) => at + 1));
  });

  it('asks for an event again when its handler failed', async () => {
    const onEvent = vi
      .fn()
      .mockRejectedValueOnce(new Error('no disk'))
      .mockResolvedValue(undefined);
    const receive = createReceiver({ secret: SECRET, onEvent });
    expect(await receive(deliver(1))).toEqual({ status: 500, error: 'The handler failed.' });
    expect(await receive(deliver(1))).toEqual({ status: 204 });
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  it('gives an event to the function for its type, and all others to the common one', async () => {
    const seen: string[] = [];
    const receive = createReceiver({
      secret: SECRET,
      on: { 'credits.low': ({ type }) => seen.push(`own ${type}`) },
      onEvent: ({ type }) => seen.push(`any ${type}`),
    });
    await receive(deliver(1));
    await receive(deliver(2, bodyOf(2).replace('credits.low', 'credits.added')));
    expect(seen).toEqual(['own credits.low', 'any credits.added']);
  });

  it('keeps the latest of many IDs', () => {
    const ids = recentIds(2);
    for (const id of ['a', 'b', 'c']) ids.add(id);
    expect(['a', 'b', 'c'].map((id) => ids.has(id))).toEqual([false, true, true]);
  });
});

describe.each(['fetch', 'express', 'fastify'] as const)('the adapter for %s', (kind) => {
  it('answers 204 to a signed event, 401 to any other, and 400 to nonsense that is signed', async () => {
    const handled: GigastoreEvent[] = [];
    const options = { secret: SECRET, onEvent: (event: GigastoreEvent) => handled.push(event) };
    const { send, close } = await adapters[kind](options);
    expect((await send(deliver(1))).status).toBe(204);
    const forged = { ...deliver(2), body: bodyOf(3) };
    const refused = await send(forged);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({ error: 'The signature is not by this secret.' });
    expect((await send(deliver(4, 'no json'))).status).toBe(400);
    expect(handled.map(({ sequence }) => sequence)).toEqual([1]);
    await close();
  });
});

type Options = { secret: string; onEvent(event: GigastoreEvent): unknown };
type Adapted = {
  send(delivery: ReturnType<typeof deliver>): Promise<Response>;
  close(): Promise<unknown>;
};

const adapters = {
  async fetch(options: Options): Promise<Adapted> {
    const handle = fetchWebhook(options);
    return {
      send: (one) => handle(new Request('http://shop.test/hooks', { method: 'POST', ...one })),
      close: async () => {},
    };
  },
  // Express gives its handlers Node's own request and response; `package.test.ts` runs the real one.
  async express(options: Options): Promise<Adapted> {
    const server = createServer(expressWebhook(options)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      send: (one) => fetch(`http://127.0.0.1:${port}/hooks`, { method: 'POST', ...one }),
      close: () => new Promise((resolve) => server.close(resolve)),
    };
  },
  async fastify(options: Options): Promise<Adapted> {
    const app = fastify();
    await app.register(
      fastifyWebhook({ ...options, path: '/hooks' }) as (app: unknown) => Promise<void>,
    );
    app.post('/other', async ({ body }) => body);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return {
      send: (one) => fetch(`${url}/hooks`, { method: 'POST', ...one }),
      close: async () => {
        const headers = { 'content-type': 'application/json' };
        const other = await fetch(`${url}/other`, { method: 'POST', headers, body: '{"a":1}' });
        expect(await other.json()).toEqual({ a: 1 });
        await app.close();
      },
    };
  },
};

describe('the Express adapter behind other readers of the body', () => {
  const respond = () => {
    const response = { statusCode: 0, setHeader: () => {}, end: (text = '') => texts.push(text) };
    const texts: string[] = [];
    return { response, texts };
  };
  const request = (body: unknown, one: ReturnType<typeof deliver>) => ({
    headers: one.headers,
    body,
    readableEnded: true,
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: true as const, value: undefined }),
    }),
  });

  it('takes the bytes that express.raw() kept', async () => {
    const { response } = respond();
    const one = deliver(1);
    await expressWebhook({ secret: SECRET })(request(Buffer.from(one.body), one), response);
    expect(response.statusCode).toBe(204);
  });

  it('says that express.json() parsed the body', async () => {
    const { response, texts } = respond();
    const one = deliver(1);
    await expressWebhook({ secret: SECRET })(request(JSON.parse(one.body), one), response);
    expect(response.statusCode).toBe(500);
    expect(texts.join()).toContain('The body was parsed before it was verified');
  });
});
