import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import {
  deliver,
  deliverAndFail,
  type Item,
  idsOf,
  openWebhooks,
  type WebhookAccount,
} from '../../../../test/support/webhooks.ts';

const webhooks = await forThisFile(openWebhooks());

const PATH = '/gigastore/webhooks/deliveries';
const HOUR_MS = 3_600_000;

const replay = (account: WebhookAccount, id: string, headers = {}) =>
  account.call('POST', `${PATH}/${id}/replay`, { headers });

describe('a replay', () => {
  it('sends the same delivery again, under the same id, and keeps every attempt', async () => {
    const { account, receiver, deliveries } = await deliver(webhooks, { good: 1, bad: 0 });
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
    const { account, receiver, deliveries } = await deliverAndFail(webhooks, { good: 0, bad: 1 });
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
    const { account, receiver, deliveries } = await deliver(webhooks, { good: 0, bad: 1 });
    receiver.answerWith((response) => response.end());
    const { id } = await account.only(() => true);
    await replay(account, id);
    deliveries.nudge();
    await account.only(({ status }) => status === 'delivered');
  });

  it('happens once for one key', async () => {
    const { account, receiver, deliveries } = await deliver(webhooks, { good: 1, bad: 0 });
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
    const { account, receiver } = await deliver(webhooks, { good: 1, bad: 0 });
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
    const { account, receiver, deliveries } = await deliverAndFail(webhooks, { good: 2, bad: 3 });
    const before = receiver.received.length;
    const answer = await replayRange(account, { ...around(), status: 'failed' });
    expect(answer.json()).toEqual({ replayed: 3, continueFrom: null });
    deliveries.nudge();
    await receiver.arrived(before + 3);
    await account.settled('delivered', 5);
    expect(receiver.received).toHaveLength(before + 3);
  });

  it('resends everything that has failed since, without an end', async () => {
    const { account, receiver, deliveries } = await deliverAndFail(webhooks, { good: 1, bad: 2 });
    const before = receiver.received.length;
    const answer = await replayRange(account, { from: around().from, status: 'failed' });
    expect(answer.json()).toEqual({ replayed: 2, continueFrom: null });
    deliveries.nudge();
    await receiver.arrived(before + 2);
  });

  it('sends everything without a status, but nothing that is on its way', async () => {
    const { account, receiver, deliveries } = await deliver(webhooks, { good: 2, bad: 1 });
    receiver.answerWith((response) => response.end());
    const before = receiver.received.length;
    expect((await replayRange(account, around())).json().replayed).toBe(2);
    deliveries.nudge();
    await receiver.arrived(before + 2);
    expect(idsOf(receiver.received.slice(before))).toEqual(idsOf(receiver.received.slice(0, 2)));
  });

  it('takes its ends at their word', async () => {
    const { account, receiver } = await deliver(webhooks, { good: 3, bad: 0 });
    receiver.answerWith((response) => response.end());
    const items: Item[] = await account.deliveries();
    const [newest, , oldest] = items.map(({ createdAt }) => createdAt);
    const day = new Date().toISOString().slice(0, 10);
    const replayed = async (range: object) => (await replayRange(account, range)).json().replayed;
    expect(await replayed({ from: around().from, to: oldest })).toBe(0);
    expect(await replayed({ from: '1970-01-01', to: '1999-12-31' })).toBe(0);
    expect(await replayed({ from: '9999-12-31', to: '9999-12-31' })).toBe(0);
    const all = items.filter(({ createdAt }) => createdAt < (newest ?? '')).length;
    expect(await replayed({ from: oldest, to: newest })).toBe(all);
    await account.settled('delivered', 3);
    expect(
      await replayed({ from: day, to: new Date(Date.now() + 24 * HOUR_MS).toISOString() }),
    ).toBe(3);
  });

  it('is of one event, of this account, and of addresses that are on', async () => {
    const { account, receiver } = await deliver(webhooks, { good: 1, bad: 0 });
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
    const { account, receiver } = await deliver(webhooks, { good: 2, bad: 0 });
    receiver.answerWith((response) => response.end());
    const headers = { 'idempotency-key': 'range' };
    const range = around();
    const first = await replayRange(account, range, headers);
    expect(first.json().replayed).toBe(2);
    await account.settled('delivered', 2);
    const again = await replayRange(account, range, headers);
    expect(again.body).toBe(first.body);
    expect(await account.deliveries('?status=pending')).toEqual([]);
  });

  it.each([
    [{ to: '2026-01-01' }, '/from'],
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
