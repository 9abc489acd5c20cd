import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Journal } from './journal.ts';
import { log } from './log.ts';
import type { Entry } from './orders.ts';
import { readOrder, readRefund } from './payloads.ts';
import type { Queue } from './queue.ts';
import type { Settings } from './settings.ts';
import { isSigned } from './signature.ts';

const LARGEST_BODY_BYTES = 5 * 1024 * 1024;
type Parts = { settings: Settings; journal: Journal; queue: Queue };
type Answer = { status: number; body?: unknown };

/** Receives the webhooks of Shopify. An event is answered 200 once it is on the disk. */
export function createBridge(parts: Parts): Server {
  return createServer((request, response) => {
    answer(parts, request)
      .then((result) => send(response, result))
      .catch(() => send(response, { status: 500 }));
  });
}

async function answer(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://bridge.test');
  if (request.method === 'GET' && pathname === '/health') {
    return { status: 200, body: readHealth(parts) };
  }
  if (request.method !== 'POST' || pathname !== '/webhooks') return { status: 404 };
  const body = await readBody(request);
  if (!body) return { status: 413 };
  const { headers } = request;
  if (!isSigned(body, headers['x-shopify-hmac-sha256'], parts.settings.shop.secrets)) {
    log('webhook refused', { topic: headers['x-shopify-topic'] });
    return { status: 401 };
  }
  if (headers['x-shopify-shop-domain'] !== parts.settings.shop.domain) return { status: 403 };
  return take(parts, { topic: String(headers['x-shopify-topic']), body });
}

async function take(
  { settings, journal, queue }: Parts,
  { topic, body }: { topic: string; body: Buffer },
): Promise<Answer> {
  const found = readEntry(topic, { body, items: settings.items });
  if (found === 'unknown') return { status: 400 };
  if (found === 'nothing') return { status: 200 };
  await journal.add(found);
  queue.wake(found.type === 'order' ? found.order.id : found.refund.orderId);
  return { status: 200 };
}

/** `refused` are the orders with units that the store will not sell before a person has mended the cause. */
function readHealth({ journal, queue }: Parts) {
  const refused = [...journal.known]
    .filter(([, { units }]) => [...units.values()].some(({ state }) => state === 'refused'))
    .map(([orderId]) => orderId);
  return { orders: journal.known.size, waiting: queue.waiting(), refused };
}

type Taken = Extract<Entry, { type: 'order' | 'refund' }>;

/** Returns the entry to keep; undefined for other topics and for orders without an eSIM. */
function readEntry(
  topic: string,
  { body, items }: { body: Buffer; items: Settings['items'] },
): Taken | 'unknown' | 'nothing' {
  const content = parse(body);
  if (topic === 'orders/paid') {
    const order = readOrder(content, items);
    if (!order) return 'unknown';
    return order.lines.length > 0 ? { type: 'order', order } : 'nothing';
  }
  if (topic !== 'refunds/create') return 'nothing';
  const refund = readRefund(content);
  return refund ? { type: 'refund', refund } : 'unknown';
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Returns the bytes, which are what Shopify signs; undefined if there are too many. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  return length > LARGEST_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
