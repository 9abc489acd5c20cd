import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import type { Received } from '../../../../test/support/receiver.ts';
import {
  countryChanged,
  openWebhooks,
  type WebhookAccount,
} from '../../../../test/support/webhooks.ts';

const webhooks = await forThisFile(openWebhooks());

const URL = 'https://shop.example/hooks';

const put = (account: WebhookAccount, event: string, body: object) =>
  account.call('PUT', `/gigastore/webhooks/${event}`, { body });

describe('POST /gigastore/webhooks', () => {
  const create = (account: WebhookAccount, body: object) =>
    account.call('POST', '/gigastore/webhooks', { body });

  it('creates several endpoints for one event, each with the types that it lists', async () => {
    const account = await webhooks.openAccount();
    const [all, some] = [await webhooks.receive(), await webhooks.receive()];
    const events = ['package.refunded', 'esim.country_changed'];
    const first = (await create(account, { url: all.url, description: 'CRM' })).json();
    const second = (await create(account, { url: some.url, events })).json();
    expect(first.event).not.toBe(second.event);
    expect(await account.webhook(second.event)).toMatchObject({ events, description: null });
    webhooks.work();
    const lowCredits = { type: 'credits.low', body: {}, createdAt: new Date() } as const;
    await account.record(lowCredits, countryChanged());
    await all.arrived(2);
    const [arrived] = (await some.arrived(1)) as [Received];
    new Webhook(second.secret).verify(arrived.body, arrived.headers);
    expect(JSON.parse(arrived.body)).toMatchObject({ type: 'esim.country_changed' });
    expect(some.received).toHaveLength(1);
    const [delivery] = await account.settled('delivered', 3);
    expect(delivery).toMatchObject({ type: 'esim.country_changed' });
  });

  it('takes the ID of an endpoint wherever a path takes an event', async () => {
    const account = await webhooks.openAccount();
    const receiver = await webhooks.receive();
    const { event, secret } = (await create(account, { url: URL })).json();
    const settings = { url: receiver.url, events: ['credits.low'], maxPerSecond: 5 };
    expect((await put(account, event, settings)).json()).toEqual({
      event,
      url: receiver.url,
      enabled: true,
    });
    expect(await account.webhook(event)).toMatchObject({
      events: ['credits.low'],
      maxPerSecond: 5,
    });
    const tested = await account.call('POST', `/gigastore/webhooks/${event}/test`);
    expect(tested.json()).toMatchObject({ status: 'delivered', type: 'credits.low' });
    const path = `/gigastore/webhooks/${event}/rotate-secret`;
    expect((await account.call('POST', path)).json().secret).not.toBe(secret);
    await account.call('DELETE', `/gigastore/webhooks/${event}`);
    expect((await put(account, event, settings)).json().code).toBe('webhook_not_found');
  });

  it('refuses unknown types, an empty list, and types at an endpoint of an event', async () => {
    const account = await webhooks.openAccount();
    for (const events of [['nonsense'], [], ['credits.low', 'credits.low']]) {
      const answer = await create(account, { url: URL, events });
      expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_request' });
    }
    const answer = await put(account, 'all', { url: URL, events: ['credits.low'] });
    expect(answer.json()).toMatchObject({ errors: [{ path: '/events' }] });
  });

  it('creates 50 endpoints at most', async () => {
    const account = await webhooks.openAccount();
    for (let count = 0; count < 50; count += 1) await create(account, { url: URL });
    expect((await create(account, { url: URL })).json()).toMatchObject({
      status: 409,
      code: 'invalid_state',
    });
  });
});
