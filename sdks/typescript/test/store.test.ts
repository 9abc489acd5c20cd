import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AnswerNote, Gigastore, type RequestNote } from '../src/index.ts';
import { anItem, DEMO, type KitStore, openKitStore } from './support/store.ts';

const TIMEOUT_MS = 60_000;
const PATIENCE = { timeout: 30_000, interval: 50 };

let kit: KitStore;
let item: string;
beforeAll(async () => {
  kit = await openKitStore();
  const client = kit.client();
  item = await anItem(client);
  for (const metatag of ['first', 'second']) {
    await client.customers.register({ inventoryItemId: item, metatag });
  }
}, TIMEOUT_MS);
afterAll(() => kit.close(), TIMEOUT_MS);

describe('tokens', () => {
  it('one caller that gives up does not take the token from the others', async () => {
    const client = kit.client();
    const ending = new AbortController();
    const left = client.credits.get({ signal: ending.signal });
    const other = client.credits.get();
    ending.abort(new Error('not needed any more'));
    await expect(left).rejects.toThrow('not needed any more');
    expect((await other).balance.currencyCode).toBe('USD');
  });

  it('wrong credentials are refused, and asked for once', async () => {
    await kit.fail([]);
    const client = kit.client({ clientSecret: 'wrong' });
    const error = await client.credits.get().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'invalid_credentials', status: 401, attempts: 1 });
    expect(await kit.requests()).toHaveLength(1);
  });
});

describe('lists', () => {
  it('send nothing before they are awaited or iterated', async () => {
    const client = kit.client();
    await client.credits.get();
    await kit.fail([]);
    const list = client.packages.list({ limit: 1 });
    expect(await kit.requests()).toHaveLength(0);
    expect((await list).items).toHaveLength(1);
    expect((await list).items).toHaveLength(1);
    expect(await kit.requests()).toHaveLength(1);
  });

  it('of events end at the last one', async () => {
    const sequences: number[] = [];
    for await (const { sequence } of kit.client().events.list({ limit: 2 }))
      sequences.push(sequence);
    expect(sequences.length).toBeGreaterThan(2);
    expect(sequences).toEqual(sequences.map((_, at) => at + 1));
  });
});

describe('calls', () => {
  it('end with their signal, also while they wait to be repeated', async () => {
    const client = kit.client({ retry: { firstDelayMs: 60_000 } });
    await client.credits.get();
    await kit.fail([{ method: 'GET', path: '/gigastore/credits', times: 9, do: 'cut_before' }]);
    const ending = new AbortController();
    const call = client.credits.get({ signal: ending.signal });
    await vi.waitFor(async () => expect(await kit.requests()).toHaveLength(1), PATIENCE);
    ending.abort(new Error('too long'));
    await expect(call).rejects.toThrow('too long');
  });

  it('under a key of the caller are done once, however often they are made', async () => {
    await kit.fail([]);
    const client = kit.client();
    const options = { idempotencyKey: 'order-1001' };
    const first = await client.customers.register({ inventoryItemId: item }, options);
    const again = await client.customers.register({ inventoryItemId: item }, options);
    expect(again).toEqual(first);
    const other = client.customers.register({ inventoryItemId: item, metatag: 'x' }, options);
    await expect(other).rejects.toMatchObject({
      code: 'idempotency_key_reused',
      idempotencyKey: 'order-1001',
    });
  });

  it('tell hooks everything but secrets and bodies', async () => {
    const notes: (RequestNote | AnswerNote)[] = [];
    const note = (one: RequestNote) => notes.push(one);
    const client = kit.client({ hooks: { onRequest: note, onAnswer: note, onRetry: note } });
    await kit.fail([{ method: 'GET', path: '/gigastore/packages', times: 1, do: 'cut_before' }]);
    await client.packages.list({ q: 'ada@example.com' });
    expect(notes.map(({ operation }) => operation)).toEqual([
      ...Array(2).fill('auth.authenticate'),
      ...Array(5).fill('packages.list'),
    ]);
    expect(notes.at(-1)).toMatchObject({ attempt: 2, status: 200, requestId: expect.any(String) });
    const text = JSON.stringify(notes);
    for (const secret of ['demo-secret', 'Basic', 'Bearer', 'eyJ', 'ada@']) {
      expect(text).not.toContain(secret);
    }
  });

  it('go on when a hook throws', async () => {
    const onRequest = () => {
      throw new Error('the log is full');
    };
    expect(await kit.client({ hooks: { onRequest } }).credits.get()).toHaveProperty('balance');
  });

  it('find their request in the log of the store by the ID of the error', async () => {
    const client = kit.client();
    const error = await client.packages.get('none').catch((reason) => reason);
    const find = async () => (await client.requests.get(error.requestId)).code;
    await vi.waitFor(async () => expect(await find()).toBe('activated_item_not_found'), PATIENCE);
  });
});

describe('options', () => {
  it.each([
    [{ baseUrl: '' }, '`baseUrl` must be'],
    [{ clientSecret: undefined }, 'belong together'],
    [{ accessToken: 'x' }, 'only one of them'],
  ])('%o are refused', (options, message) => {
    expect(() => new Gigastore({ baseUrl: kit.url, ...DEMO, ...options })).toThrow(message);
  });

  it('an API key is refused in a page', () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    expect(() => kit.client()).toThrow('must not be used in a page');
    vi.unstubAllGlobals();
  });

  it('a part of the path that is missing is refused before anything is sent', () => {
    expect(() => kit.client().packages.get('')).toThrow('packages.get needs uid');
  });
});
