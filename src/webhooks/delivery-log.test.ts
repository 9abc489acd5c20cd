import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countryChanged,
  eventually,
  ICCID,
  idsOf,
  openWebhooks,
  type WebhookAccount,
  type Webhooks,
} from '../../test/support/webhooks.ts';
import { newId } from '../lib/ids.ts';
import { restartWebhooks } from './index.ts';

let webhooks: Webhooks;
beforeAll(async () => {
  webhooks = await openWebhooks();
});
afterAll(() => webhooks.close());

const PATH = '/gigastore/webhooks/deliveries';
const HOUR_MS = 3_600_000;

type Item = { id: string; createdAt: string; status: string };

/** Sends so many events, of which the receiver takes the first ones, and the others with a 500. */
async function deliver({ good, bad }: { good: number; bad: number }) {
  const listener = await webhooks.listen();
  const { receiver, account } = listener;
  const deliveries = webhooks.work();
  await account.record(...Array.from({ length: good }, () => countryChanged()));
  await settled(account, 'delivered', good);
  receiver.answerWith((response) => response.writeHead(500).end());
  await account.record(...Array.from({ length: bad }, () => countryChanged(ICCID, 'AT')));
  deliveries.nudge();
  const isTried = ({ nextAttemptAt, createdAt }: Record<string, string>) =>
    nextAttemptAt !== createdAt;
  await eventually(
    () => account.deliveries('?status=pending&limit=200'),
    (items) => items.length === bad && items.every(isTried),
  );
  return { ...listener, deliveries };
}

async function settled(account: WebhookAccount, status: string, count: number): Promise<Item[]> {
  return eventually(
    () => account.deliveries(`?status=${status}&limit=200`),
    (items) => items.length === count,
  );
}

/** Deliveries that have failed for good: the address was deleted and set again. */
async function deliverAndFail(numbers: { good: number; bad: number }) {
  const listener = await deliver(numbers);
  const { account, receiver } = listener;
  await account.call('DELETE', '/gigastore/webhooks/country-change');
  await account.set('country-change', receiver.url);
  receiver.answerWith((response) => response.end());
  return listener;
}

const replay = (account: WebhookAccount, id: string, headers = {}) =>
  account.call('POST', `${PATH}/${id}/replay`, { headers });

describe('GET /gigastore/webhooks/deliveries', () => {
  it('gives the newest first, page by page', async () => {
    const { account, receiver } = await deliver({ good: 5, bad: 0 });
    const seen: Item[] = [];
    let after = '';
    do {
      const page = (await account.call('GET', `${PATH}?limit=2${after}`)).json();
      seen.push(...page.items);
      after = page.nextCursor ? `&after=${page.nextCursor}` : '';
    } while (after);
    expect(seen.map(({ id }) => id)).toEqual(idsOf(receiver.received).toReversed());
    expect(Object.keys(seen[0] ?? {})).toEqual([
      'id',
      'event',
      'url',
      'status',
      'createdAt',
      'nextAttemptAt',
    ]);
  });

  it('gives those of one event or one status', async () => {
    const { account } = await deliver({ good: 2, bad: 1 });
    await account.set('all', 'https://shop.example/');
    const count = async (query: string) => (await account.deliveries(query)).length;
    expect(await count('?status=delivered')).toBe(2);
    expect(await count('?status=pending')).toBe(1);
    expect(await count('?status=failed')).toBe(0);
    expect(await count('?event=country-change')).toBe(3);
    expect(await count('?event=country-change&status=pending')).toBe(1);
    expect(await count('?event=all')).toBe(0);
  });

  it.each([
    '?status=lost',
    '?event=nonsense',
    '?limit=0',
    '?limit=201',
    '?after=x',
    '?after=WyJhIl0',
  ])('refuses %s', async (query) => {
    const { call } = await webhooks.openAccount();
    expect((await call('GET', PATH + query)).json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe('one delivery', () => {
  it('is shown to its account only', async () => {
    const { account, receiver } = await deliver({ good: 1, bad: 0 });
    const [id = ''] = idsOf(receiver.received);
    const stranger = await webhooks.openAccount();
    await stranger.set('country-change', receiver.url);
    expect(await account.delivery(id)).toMatchObject({ id });
    expect(await stranger.delivery(id)).toMatchObject({ status: 404, code: 'delivery_not_found' });
    expect((await replay(stranger, id)).json().code).toBe('delivery_not_found');
    expect(await stranger.deliveries()).toEqual([]);
  });

  it.each([newId(), 'nonsense', '%00', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    'is not found by %s',
    async (id) => {
      const account = await webhooks.openAccount();
      const answer = await account.call('GET', `${PATH}/${id}`);
      expect(answer.json()).toMatchObject({ status: 404, code: 'delivery_not_found' });
      expect((await replay(account, id)).json()).toMatchObject({ code: 'delivery_not_found' });
    },
  );
});

describe('a replay', () => {
  it('sends the same delivery again, under the same id, and keeps every attempt', async () => {
    const { account, receiver, deliveries } = await deliver({ good: 1, bad: 0 });
    receiver.answerWith((response) => response.writeHead(204).end());
    const [id = ''] = idsOf(receiver.received);
    const answer = await replay(account, id);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id, status: 'pending', attempts: [{ httpStatus: 200 }] });
    deliveries.nudge();
    await receiver.arrived(2);
    expect(idsOf(receiver.received)).toEqual([id, id]);
    expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
    const { attempts } = await account.only(({ status }) => status === 'delivered');
    expect(attempts.map(({ httpStatus }) => httpStatus)).toEqual([200, 204]);
  });

  it('has retries of its own', async () => {
    const { account, receiver, deliveries } = await deliverAndFail({ good: 0, bad: 1 });
    receiver.answerWith((response) => response.writeHead(500).end());
    const { id } = await account.only(({ status }) => status === 'failed');
    await replay(account, id);
    deliveries.nudge();
    const again = await account.only(({ attempts }) => attempts.length === 2);
    expect(again.status).toBe('pending');
    const waitMs = Date.parse(again.nextAttemptAt ?? '') - Date.parse(again.attempts[1]?.at ?? '');
    expect(waitMs).toBeGreaterThanOrEqual(5_000);
    expect(waitMs).toBeLessThan(20_000);
  });

  it('makes one that waits for its next attempt go now', async () => {
    const { account, receiver, deliveries } = await deliver({ good: 0, bad: 1 });
    receiver.answerWith((response) => response.end());
    const { id } = await account.only(() => true);
    await replay(account, id);
    deliveries.nudge();
    await account.only(({ status }) => status === 'delivered');
  });

  it('happens once for one key', async () => {
    const { account, receiver, deliveries } = await deliver({ good: 1, bad: 0 });
    const [id = ''] = idsOf(receiver.received);
    receiver.answerWith((response) => response.end());
    const headers = { 'idempotency-key': 'again' };
    const first = await replay(account, id, headers);
    deliveries.nudge();
    await receiver.arrived(2);
    await account.only(({ status, attempts }) => status === 'delivered' && attempts.length === 2);
    const second = await replay(account, id, headers);
    expect(second.body).toBe(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await account.only(() => true)).status).toBe('delivered');
  });

  it('needs an address that is on', async () => {
    const { account, receiver } = await deliver({ good: 1, bad: 0 });
    const [id = ''] = idsOf(receiver.received);
    const body = { url: receiver.url, enabled: false };
    await account.call('PUT', '/gigastore/webhooks/country-change', { body });
    expect((await replay(account, id)).json()).toMatchObject({
      status: 409,
      code: 'invalid_state',
    });
    await account.call('DELETE', '/gigastore/webhooks/country-change');
    expect((await replay(account, id)).json()).toMatchObject({
      status: 404,
      code: 'webhook_not_found',
    });
    expect((await account.only(() => true)).status).toBe('delivered');
  });
});

describe('a replay of a time range', () => {
  const replayRange = (account: WebhookAccount, body: object, headers = {}) =>
    account.call('POST', `${PATH}/replay`, { body, headers });
  const around = () => ({
    from: new Date(Date.now() - HOUR_MS).toISOString(),
    to: new Date(Date.now() + HOUR_MS).toISOString(),
  });

  it('sends what failed in it once more', async () => {
    const { account, receiver, deliveries } = await deliverAndFail({ good: 2, bad: 3 });
    const before = receiver.received.length;
    const answer = await replayRange(account, { ...around(), status: 'failed' });
    expect(answer.json()).toEqual({ replayed: 3, continueFrom: null });
    deliveries.nudge();
    await receiver.arrived(before + 3);
    await settled(account, 'delivered', 5);
    expect(receiver.received).toHaveLength(before + 3);
  });

  it('sends everything without a status, but nothing that is on its way', async () => {
    const { account, receiver, deliveries } = await deliver({ good: 2, bad: 1 });
    receiver.answerWith((response) => response.end());
    const before = receiver.received.length;
    expect((await replayRange(account, around())).json().replayed).toBe(2);
    deliveries.nudge();
    await receiver.arrived(before + 2);
    expect(idsOf(receiver.received.slice(before))).toEqual(idsOf(receiver.received.slice(0, 2)));
  });

  it('takes its ends at their word', async () => {
    const { account } = await deliver({ good: 3, bad: 0 });
    const items: Item[] = await account.deliveries();
    const [newest, , oldest] = items.map(({ createdAt }) => createdAt);
    const day = new Date().toISOString().slice(0, 10);
    const replayed = async (range: object) => (await replayRange(account, range)).json().replayed;
    expect(await replayed({ from: around().from, to: oldest })).toBe(0);
    expect(await replayed({ from: '1970-01-01', to: '1999-12-31' })).toBe(0);
    expect(await replayed({ from: '9999-12-31', to: '9999-12-31' })).toBe(0);
    const all = items.filter(({ createdAt }) => createdAt < (newest ?? '')).length;
    expect(await replayed({ from: oldest, to: newest })).toBe(all);
    await settled(account, 'delivered', 3);
    expect(
      await replayed({ from: day, to: new Date(Date.now() + 24 * HOUR_MS).toISOString() }),
    ).toBe(3);
  });

  it('is of one event, of this account, and of addresses that are on', async () => {
    const { account, receiver } = await deliver({ good: 1, bad: 0 });
    const stranger = await webhooks.openAccount();
    await stranger.set('country-change', receiver.url);
    expect((await replayRange(stranger, around())).json().replayed).toBe(0);
    expect((await replayRange(account, { ...around(), event: 'all' })).json().replayed).toBe(0);
    const body = { url: receiver.url, enabled: false };
    await account.call('PUT', '/gigastore/webhooks/country-change', { body });
    expect((await replayRange(account, around())).json().replayed).toBe(0);
    expect(receiver.received).toHaveLength(1);
  });

  it('happens once for one key', async () => {
    const { account, receiver } = await deliver({ good: 2, bad: 0 });
    receiver.answerWith((response) => response.end());
    const headers = { 'idempotency-key': 'range' };
    const range = around();
    const first = await replayRange(account, range, headers);
    expect(first.json().replayed).toBe(2);
    await settled(account, 'delivered', 2);
    const again = await replayRange(account, range, headers);
    expect(again.body).toBe(first.body);
    expect(await account.deliveries('?status=pending')).toEqual([]);
  });

  it.each([
    [{ to: '2026-01-01' }, '/from'],
    [{ from: '2026-01-01' }, '/to'],
    [{ from: '2026-02-01', to: '2026-01-01' }, '/to'],
    [{ from: 'x', to: '2026-01-01' }, '/from'],
    [{ from: '2026-01-01', to: '2026-01-02', status: 'pending' }, '/status'],
    [{ from: '2026-01-01', to: '2026-01-02', event: 'nonsense' }, '/event'],
  ])('refuses %j', async (body, path) => {
    const account = await webhooks.openAccount();
    expect((await replayRange(account, body)).json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ path }],
    });
  });
});

describe('an account that begins anew', () => {
  it('keeps its addresses, hears of what happens then, and has an empty log', async () => {
    const { account, receiver, deliveries } = await deliver({ good: 1, bad: 1 });
    receiver.answerWith((response) => response.end());
    const before = receiver.received.length;
    await webhooks.db.transaction((tx) => restartWebhooks(tx, { accountId: account.id }));
    expect(await account.deliveries()).toEqual([]);
    await account.record(countryChanged(ICCID, 'IT'));
    deliveries.nudge();
    await receiver.arrived(before + 1);
    const { body } = await account.only(({ status }) => status === 'delivered');
    expect(body).toMatchObject({ newCountry: 'IT' });
  });
});
