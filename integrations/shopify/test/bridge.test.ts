import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { phoneOf } from '../../../sdks/typescript/src/sandbox/index.ts';
import {
  anItem,
  type KitStore,
  openKitStore,
} from '../../../sdks/typescript/test/support/store.ts';
import { ensureClientsBuilt } from '../../../tools/setup.mjs';
import {
  anOrder,
  aRefund,
  type Bridge,
  type Order,
  SHOP,
  startBridge,
  startShop,
} from './support.ts';

/** A poll of a second is too short on a machine that is busy. */
const PATIENT = { timeout: 30_000 };

const TIMEOUT_MS = 120_000;
const REGISTER = '/gigastore/activations/register';
const REFUND = '/gigastore/activations/activated-items';
const MAIL = '/gigastore/esim/';

let kit: KitStore;
let shop: Awaited<ReturnType<typeof startShop>>;
let folder: string;
let journal: string;
let skus: string;
let bridge: Bridge | undefined;

beforeAll(async () => {
  await ensureClientsBuilt();
  kit = await openKitStore();
  shop = await startShop();
  folder = await mkdtemp(join(tmpdir(), 'gigastore-shopify-'));
  journal = join(folder, 'orders.jsonl');
  skus = join(folder, 'skus.json');
  await writeFile(skus, JSON.stringify({ WORLD: await anItem(kit.client()) }));
}, TIMEOUT_MS);
afterEach(async () => {
  await bridge?.signal('SIGKILL');
  bridge = undefined;
  await kit.fail([]);
  shop.failures.length = 0;
  await rm(journal, { force: true });
});
afterAll(async () => {
  shop.stop();
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

async function open(environment: Record<string, string> = {}): Promise<Bridge> {
  const addresses = { GIGASTORE_URL: kit.url, SHOPIFY_ADMIN_URL: shop.url };
  const files = { SKU_FILE: skus, JOURNAL: journal };
  bridge = await startBridge({ ...addresses, ...files, ...environment });
  return bridge;
}

/** Kills the bridge and starts it again. */
async function restart(): Promise<Bridge> {
  await bridge?.signal('SIGKILL');
  return open();
}

/** The packages of an order, in the order of their units. */
async function packagesOf({ id }: Order) {
  const { items } = await kit.client().packages.list({ q: `shopify-alps-${id}-` });
  return items.toSorted((a, b) => (a.metatag ?? '').localeCompare(b.metatag ?? ''));
}

const statuses = async (order: Order) => (await packagesOf(order)).map(({ status }) => status);
const settled = async (order: Order, count: number) => {
  await expect.poll(() => shop.linksOf(order.id).length, PATIENT).toBe(count);
  await expect.poll(async () => (await bridge?.health())?.waiting, PATIENT).toEqual([]);
};
const sent = async (path: string) =>
  (await kit.requests()).filter((one) => one.method === 'POST' && one.path.startsWith(path));

it(
  'a paid order is sold line by line, mailed, and has the links; twenty deliveries at once sell it once',
  async () => {
    const { deliver } = await open();
    const order = anOrder(2);
    const all = Array.from({ length: 20 }, () => deliver('orders/paid', order));
    expect(new Set(await Promise.all(all))).toEqual(new Set([200]));
    await settled(order, 2);
    expect(await deliver('orders/paid', order)).toBe(200);
    const packages = await packagesOf(order);
    expect(packages.map(({ metatag }) => metatag)).toEqual([
      `shopify-alps-${order.id}-${order.id}0-1`,
      `shopify-alps-${order.id}-${order.id}0-2`,
    ]);
    expect(await sent(REGISTER)).toHaveLength(2);
    const mails = await sent(MAIL);
    expect(mails.map(({ status }) => status)).toEqual([202, 202]);
    expect(shop.linksOf(order.id)[0]?.installationUrl).toContain('http');
  },
  TIMEOUT_MS,
);

it(
  'a refund gives unused packages back, the last first, and keeps one that was used',
  async () => {
    const { deliver } = await open();
    const order = anOrder(3);
    await deliver('orders/paid', order);
    await settled(order, 3);
    const phone = phoneOf(kit.client(), shop.linksOf(order.id)[2]?.iccid ?? '');
    await phone.install();
    await phone.use(1, 'AT');
    const refund = aRefund(order, 1);
    await Promise.all([1, 2, 3].map(() => deliver('refunds/create', refund)));
    await settled(order, 2);
    expect(await statuses(order)).toEqual(['PURCHASED', 'REFUNDED', 'PURCHASED']);
    await deliver('refunds/create', aRefund(order, 2));
    await expect
      .poll(() => statuses(order), PATIENT)
      .toEqual(['REFUNDED', 'REFUNDED', 'PURCHASED']);
    await settled(order, 1);
  },
  TIMEOUT_MS,
);

it(
  'a refund that arrives before its order sells only what is left, also over a restart',
  async () => {
    const first = await open();
    const order = anOrder(2);
    expect(await first.deliver('refunds/create', aRefund(order, 1))).toBe(200);
    const { deliver } = await restart();
    await deliver('orders/paid', order);
    await settled(order, 1);
    expect(await statuses(order)).toEqual(['PURCHASED']);
    const whole = anOrder(1);
    const body = { ...whole, refunds: [aRefund(whole, 1)] };
    await deliver('orders/paid', body);
    await expect.poll(async () => (await bridge?.health())?.orders, PATIENT).toBe(2);
    expect(await packagesOf(whole)).toEqual([]);
  },
  TIMEOUT_MS,
);

it.each([
  ['after the store has sold', REGISTER],
  ['after the store has sent the mail', MAIL],
])(
  'a bridge that is killed %s, before it knows, does it once',
  async (_, path) => {
    const { deliver } = await open();
    const order = anOrder();
    await kit.fail([{ method: 'POST', path, times: 99, do: 'cut_after' }]);
    await deliver('orders/paid', order);
    await expect.poll(async () => (await sent(path)).length, PATIENT).toBeGreaterThan(0);
    await restart();
    await kit.fail([]);
    await settled(order, 1);
    expect(await packagesOf(order)).toHaveLength(1);
    const replayed = await sent(path);
    expect(new Set(replayed.map(({ key }) => key)).size).toBe(replayed.length > 0 ? 1 : 0);
  },
  TIMEOUT_MS,
);

it(
  'a bridge that is killed between the sale and the note writes the note, and a refund that was begun ends',
  async () => {
    const { deliver } = await open();
    const order = anOrder(2);
    shop.failures.push(...Array.from({ length: 50 }, () => ({ status: 503, body: {} })));
    await deliver('orders/paid', order);
    await expect.poll(() => packagesOf(order).then(({ length }) => length), PATIENT).toBe(2);
    const { deliver: again } = await restart();
    shop.failures.length = 0;
    await settled(order, 2);
    await kit.fail([{ method: 'POST', path: REFUND, times: 99, do: 'cut_after' }]);
    await again('refunds/create', aRefund(order, 1));
    await expect.poll(async () => (await sent(REFUND)).length, PATIENT).toBeGreaterThan(0);
    await restart();
    await kit.fail([]);
    await settled(order, 1);
    expect(await statuses(order)).toEqual(['PURCHASED', 'REFUNDED']);
  },
  TIMEOUT_MS,
);

it(
  'an order waits while Shopify or the store refuses, and says why',
  async () => {
    const { deliver, health } = await open();
    const throttled = { errors: [{ message: 'Throttled' }] };
    shop.failures.push(
      { status: 200, body: throttled },
      { status: 429, body: {}, headers: { 'retry-after': '1' } },
    );
    const order = anOrder();
    await deliver('orders/paid', order);
    await settled(order, 1);
    const problem = { status: 402, body: { code: 'insufficient_credits', detail: 'No credits.' } };
    await kit.fail([{ method: 'POST', path: REGISTER, times: 2, do: 'answer', answer: problem }]);
    const poor = anOrder();
    await deliver('orders/paid', poor);
    await expect
      .poll(async () => (await health()).waiting[0]?.code, PATIENT)
      .toBe('insufficient_credits');
    await settled(poor, 1);
  },
  TIMEOUT_MS,
);

it(
  'a unit that the store refuses for good waits for a person, and is sold after the list is corrected',
  async () => {
    const list = JSON.parse(await readFile(skus, 'utf8'));
    await writeFile(
      skus,
      JSON.stringify({ ...list, LOST: '00000000-0000-7000-8000-000000000000' }),
    );
    const { deliver, health } = await open();
    const order = anOrder();
    order.line_items.push({ id: order.id * 10 + 2, sku: 'LOST', title: 'Lost', quantity: 1 });
    await deliver('orders/paid', order);
    await expect.poll(async () => (await health()).refused, PATIENT).toEqual([String(order.id)]);
    await settled(order, 1);
    await writeFile(skus, JSON.stringify({ ...list, LOST: list.WORLD }));
    await restart();
    await settled(order, 2);
    await writeFile(skus, JSON.stringify(list));
  },
  TIMEOUT_MS,
);

it(
  'what is not signed, of another shop, or no event is refused, and other topics and goods are passed over',
  async () => {
    const { deliver, health, output } = await open();
    const order = anOrder();
    const changed = { 'x-shopify-hmac-sha256': 'AAAA' };
    expect(await deliver('orders/paid', order, changed)).toBe(401);
    expect(
      await deliver('orders/paid', order, { 'x-shopify-shop-domain': 'b.myshopify.com' }),
    ).toBe(403);
    expect(await deliver('orders/paid', '{"id":')).toBe(400);
    expect(await deliver('refunds/create', { id: 1 })).toBe(400);
    expect(await deliver('orders/paid', 'x'.repeat(6_000_000))).toBe(413);
    expect(await deliver('products/update', order)).toBe(200);
    expect(await deliver('orders/paid', { ...order, line_items: [] })).toBe(200);
    expect((await health()).orders).toBe(0);
    for (const secret of ['hush', 'token', 'demo-secret', 'ada@']) {
      expect(output()).not.toContain(secret);
    }
  },
  TIMEOUT_MS,
);

it(
  'half a line at the end of the journal is passed over, its address is dropped, and a second bridge is refused',
  async () => {
    const { deliver } = await open();
    const order = anOrder();
    await deliver('orders/paid', order);
    await settled(order, 1);
    await expect(
      startBridge({ GIGASTORE_URL: kit.url, SKU_FILE: skus, JOURNAL: journal }),
    ).rejects.toThrow('The bridge with the process ID');
    expect(await readFile(journal, 'utf8')).toContain('ada@example.com');
    await bridge?.signal('SIGTERM');
    await appendFile(journal, '{"type":"order","ord');
    const { health } = await open();
    expect((await health()).orders).toBe(1);
    const kept = await readFile(journal, 'utf8');
    expect(kept).toContain(SHOP.split('.')[0]);
    expect(kept).not.toContain('ada@example.com');
  },
  TIMEOUT_MS,
);

it(
  'a setting that is missing or wrong is said in a sentence',
  async () => {
    const start = (more: Record<string, string>) =>
      startBridge({ GIGASTORE_URL: kit.url, SKU_FILE: skus, JOURNAL: journal, ...more });
    await expect(start({ SHOPIFY_SECRET: '' })).rejects.toThrow('Set SHOPIFY_SECRET.');
    await expect(start({ SHOPIFY_SHOP: 'alps.example' })).rejects.toThrow('SHOPIFY_SHOP is a name');
    await expect(start({ SKU_FILE: '/nowhere.json' })).rejects.toThrow('SKU_FILE: ENOENT');
  },
  TIMEOUT_MS,
);
