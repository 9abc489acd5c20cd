import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Gigastore } from '../src/index.ts';
import { clockOf, phoneOf } from '../src/sandbox/index.ts';
import {
  expressWebhook,
  type GigastoreEvent,
  type ReceiverOptions,
} from '../src/webhooks/index.ts';
import { anItem, type KitStore, openKitStore } from './support/store.ts';

const TIMEOUT_MS = 60_000;
const PATIENCE = { timeout: 30_000, interval: 50 };
const AUTHENTICATE = '/reseller/authenticate';
const SHIFT_CLOCK = new URL('./support/shift-clock.mjs', import.meta.url).href;

let kit: KitStore;
let item: string;
beforeAll(async () => {
  kit = await openKitStore({ NODE_OPTIONS: `--import ${SHIFT_CLOCK}` });
  item = await anItem(kit.client());
}, TIMEOUT_MS);
afterAll(() => kit.close(), TIMEOUT_MS);

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Starts a receiver of webhooks. Returns its address. */
async function receive(options: ReceiverOptions): Promise<string> {
  const server = createServer(expressWebhook(options)).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/hooks`;
}

async function countTokens(): Promise<number> {
  return (await kit.requests()).filter(({ path }) => path === AUTHENTICATE).length;
}

describe('the sandbox', () => {
  it('lives a life: install, travel, use, let a month pass', async () => {
    const client = kit.client();
    const europe = await anItem(client, 'EU');
    const sale = await client.customers.register({
      inventoryItemId: europe,
      activationMode: 'FIRST_USE',
    });
    const phone = phoneOf(client, sale.esimProfile ?? '');
    expect((await phone.install()).state).toBe('INSTALLED');
    expect((await phone.travel('AT')).currentCountry).toBe('AT');
    expect((await phone.use('10 MB')).consumedBytes).toBe(10 * 1024 ** 2);
    expect((await phone.use(1024, 'US')).uncoveredBytes).toBe(1024);
    const before = await clockOf(client).now();
    const after = await clockOf(client).advance('P31D');
    expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(31 * 86_400_000);
    const { activatedItem } = await client.packages.get(sale.activatedItem.uid);
    expect(activatedItem.state).toBe('EXPIRED');
    expect((await phone.disconnect()).state).toBe('INSTALLED');
    expect((await phone.disable()).state).toBe('DISABLED');
    expect((await phone.enable()).state).toBe('INSTALLED');
    expect((await phone.remove()).state).toBe('RELEASED');
  });
});

describe('webhooks', () => {
  it(
    'arrive, also after the secret was rotated, and are handled once when they are resent',
    async () => {
      const client = kit.client();
      const events: GigastoreEvent[] = [];
      const secrets: string[] = [];
      const url = await receive({
        get secret() {
          return secrets;
        },
        on: { 'package.purchased': (event) => events.push(event) },
      });
      const { event: id, secret } = await client.webhooks.create({
        url,
        events: ['package.purchased'],
      });
      secrets.push(secret ?? '');
      const metatags = () => events.map(({ data }) => (data as { metatag?: string }).metatag);

      await client.customers.register({ inventoryItemId: item, metatag: 'with the first secret' });
      await vi.waitFor(() => expect(metatags()).toEqual(['with the first secret']), PATIENCE);
      const rotated = await client.webhooks.rotateSecret(id);
      await client.customers.register({ inventoryItemId: item, metatag: 'with both secrets' });
      await vi.waitFor(() => expect(metatags()).toHaveLength(2), PATIENCE);
      secrets.splice(0, 1, rotated.secret ?? '');
      await client.customers.register({ inventoryItemId: item, metatag: 'with the second secret' });
      await vi.waitFor(() => expect(metatags()).toHaveLength(3), PATIENCE);

      const { items } = await client.webhooks.listDeliveries({ event: id });
      for (const delivery of items) await client.webhooks.replayDelivery(delivery.id);
      const isDone = async () => {
        const now = await client.webhooks.listDeliveries({ event: id });
        return now.items.every(({ status }) => status === 'delivered');
      };
      await vi.waitFor(async () => expect(await isDone()).toBe(true), PATIENCE);
      expect(metatags()).toHaveLength(3);
      await client.webhooks.delete(id);
    },
    TIMEOUT_MS,
  );
});

describe('a stream of events', () => {
  it(
    'goes on where it was after the store was killed',
    async () => {
      const client = kit.client({ retry: { retries: 20, longestDelayMs: 500 } });
      const [last] = (await client.events.list({ limit: 1, sort_dir: 'DESC' })).items;
      const start = last?.sequence ?? 0;
      const sequences: number[] = [];
      const ending = new AbortController();
      const reading = (async () => {
        for await (const { sequence } of client.events.stream({ after: start }, ending)) {
          sequences.push(sequence);
        }
      })();
      await client.customers.register({ inventoryItemId: item });
      await vi.waitFor(() => expect(sequences.length).toBeGreaterThan(0), PATIENCE);
      await kit.restart();
      await client.customers.register({ inventoryItemId: item });
      const events = await client.events.list({ after: start });
      await vi.waitFor(() => expect(sequences).toHaveLength(events.items.length), PATIENCE);
      expect(sequences).toEqual(events.items.map(({ sequence }) => sequence));
      ending.abort(new Error('enough'));
      await expect(reading).rejects.toThrow('enough');
    },
    TIMEOUT_MS,
  );
});

describe('a token that runs out in the middle', () => {
  it(
    'is renewed once, and every call goes on',
    async () => {
      const client = kit.client();
      await client.credits.get();
      const { accessToken } = await client.auth.authenticate();
      kit.store.signal('SIGUSR2');
      const old = new Gigastore({ baseUrl: kit.url, accessToken, retry: { retries: 0 } });
      const refused = expect.objectContaining({ code: 'token_expired' });
      await vi.waitFor(() => expect(old.credits.get()).rejects.toEqual(refused), PATIENCE);
      await kit.fail([]);
      const sales = Array.from({ length: 20 }, () =>
        client.customers.register({ inventoryItemId: item }),
      );
      expect(await Promise.all(sales)).toHaveLength(20);
      expect(await countTokens()).toBe(1);
    },
    TIMEOUT_MS,
  );
});
