import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';

const home = join(import.meta.dirname, '..');
export const SHOP = 'alps.myshopify.com';
const SECRET = 'hush';

/** Returns Shopify's body about a paid order with an eSIM and a shirt. */
export function anOrder(quantity = 1, over: object = {}) {
  const id = randomInt(1e6, 1e12);
  const line = { id: id * 10, sku: 'WORLD', title: 'World 1 GB', quantity };
  const shirt = { id: id * 10 + 1, sku: 'SHIRT', title: 'Shirt', quantity: 2 };
  const person = { email: 'ada@example.com', customer_locale: 'de-AT' };
  return { id, ...person, line_items: [line, shirt], refunds: [], ...over };
}

export type Order = ReturnType<typeof anOrder>;

/** Returns Shopify's body about a refund of units of the eSIM. */
export function aRefund(order: Order, quantity: number) {
  const lines = [{ line_item_id: order.id * 10, quantity }];
  return { id: randomInt(1e6, 1e12), order_id: order.id, refund_line_items: lines };
}

/** The Admin API of a shop, as far as the bridge uses it: it keeps the metafields of orders. */
export async function startShop() {
  const links = new Map<string, string>();
  const failures: { status: number; body: object; headers?: Record<string, string> }[] = [];
  let calls = 0;
  const server = createServer(async (request, response) => {
    calls += 1;
    const failure = failures.shift();
    const { variables } = (await json(request)) as { variables: { metafields: Metafield[] } };
    if (request.headers['x-shopify-access-token'] !== 'token') return response.writeHead(401).end();
    if (failure) {
      response.writeHead(failure.status, failure.headers);
      return response.end(JSON.stringify(failure.body));
    }
    for (const { ownerId, namespace, key, type, value } of variables.metafields) {
      if (`${namespace}.${key} ${type}` === 'gigastore.esims json') links.set(ownerId, value);
    }
    return response.end(JSON.stringify({ data: { metafieldsSet: { userErrors: [] } } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failures,
    calls: () => calls,
    linksOf: (orderId: number): { installationUrl: string; iccid: string }[] =>
      JSON.parse(links.get(`gid://shopify/Order/${orderId}`) ?? '[]'),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Metafield = Record<'ownerId' | 'namespace' | 'key' | 'type' | 'value', string>;

/** The bridge as a process of its own. */
export type Bridge = {
  deliver: (topic: string, body: unknown, headers?: Record<string, string>) => Promise<number>;
  health: () => Promise<{ orders: number; waiting: { code: string }[]; refused: string[] }>;
  output: () => string;
  signal: (name: NodeJS.Signals) => Promise<void>;
};

export async function startBridge(environment: Record<string, string>): Promise<Bridge> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(home, 'src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      GIGASTORE_CLIENT_ID: 'demo-client',
      GIGASTORE_CLIENT_SECRET: 'demo-secret',
      SHOPIFY_SHOP: SHOP,
      SHOPIFY_ADMIN_TOKEN: 'token',
      SHOPIFY_SECRET: SECRET,
      PORT: '0',
      FIRST_DELAY_MS: '100',
      ...environment,
    },
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const url = await readUrl(child, output);
  const ended = once(child, 'exit');
  return {
    async deliver(topic, body, headers = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(`${url}/webhooks`, {
        method: 'POST',
        headers: {
          'x-shopify-topic': topic,
          'x-shopify-shop-domain': SHOP,
          'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(text).digest('base64'),
          ...headers,
        },
        body: text,
      });
      return answer.status;
    },
    health: async () => (await fetch(`${url}/health`)).json() as ReturnType<Bridge['health']>,
    output: () => output.join('\n'),
    async signal(name) {
      child.kill(name);
      await ended;
    },
  };
}

/** Returns the URL. Throws the output of the bridge if it ends instead. */
async function readUrl(child: ChildProcess, output: string[]): Promise<string> {
  child.stderr?.on('data', (text: Buffer) => output.push(text.toString()));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      output.push(line);
      const { event, url } = JSON.parse(line);
      if (event === 'ready') resolve(url);
    });
    child.on('exit', () => reject(new Error(output.join('\n'))));
  });
}
