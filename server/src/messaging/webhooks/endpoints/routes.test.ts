import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import type { Received } from '../../../../test/support/receiver.ts';
import {
  countryChanged,
  idsOf,
  openWebhooks,
  type WebhookAccount,
} from '../../../../test/support/webhooks.ts';
import { createOrganization } from '../../../commerce/onboarding/index.ts';
import { sql } from '../../../platform/db/database.ts';
import { setWebhook, WEBHOOK_EVENTS } from '../index.ts';

const webhooks = await forThisFile(openWebhooks());

const URL = 'https://shop.example/hooks';
const SANDBOX = 'sandbox' as 'live' | 'sandbox';
const NOTHING = '0199a1b2-71f4-7c1b-8a3d-0123456789ab';

const put = (account: WebhookAccount, event: string, body: object, headers = {}) =>
  account.call('PUT', `/gigastore/webhooks/${event}`, { body, headers });

describe('PUT /gigastore/webhooks/{event}', () => {
  it('shows the secret once, and keeps it encrypted', async () => {
    const account = await webhooks.openAccount();
    const created = await put(account, 'esim-status', { url: URL });
    expect(created.statusCode).toBe(200);
    expect(created.headers['cache-control']).toBe('no-store');
    const { secret } = created.json();
    expect(created.json()).toEqual({
      event: 'esim-status',
      url: URL,
      enabled: true,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    const changed = await put(account, 'esim-status', { url: `${URL}/2`, enabled: false });
    expect(changed.json()).toEqual({ event: 'esim-status', url: `${URL}/2`, enabled: false });
    const row = await webhooks.db.row(sql`
      select e::text as text
      from webhook_endpoints e
      where account_id = ${account.id}`);
    const bytes = Buffer.from(secret.slice(6), 'base64');
    expect(row?.text).not.toContain(bytes.toString('hex'));
    expect(row?.text).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('takes every event by its name', async () => {
    const account = await webhooks.openAccount();
    for (const event of WEBHOOK_EVENTS) {
      expect((await put(account, event, { url: URL })).json()).toMatchObject({ event });
    }
    const listed = await account.call('GET', '/gigastore/webhooks');
    const events = listed.json().items.map((item: { event: string }) => item.event);
    expect(events).toEqual([...WEBHOOK_EVENTS].sort());
    expect(events).toHaveLength(31);
    expect(listed.body).not.toContain('whsec_');
  });

  it.each([
    [{}, '/url', 'is required'],
    [{ url: 'nonsense' }, '/url', 'must be an absolute URL such as https://shop.example/'],
    [
      { url: 'http://shop.example' },
      '/url',
      'must start with https://; plain HTTP is for loopback only',
    ],
    [{ url: 'https://10.0.0.5/' }, '/url', 'must be public; 10.0.0.5 is private'],
    [{ url: 5 }, '/url', 'must be a string'],
    [{ url: URL, enabled: 'yes' }, '/enabled', 'must be true or false'],
  ])('refuses %j with the reason', async (body, path, message) => {
    const account = await webhooks.openAccount();
    const answer = await put(account, 'esim-status', body);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ path, message }],
    });
    expect((await account.call('GET', '/gigastore/webhooks')).json()).toEqual({ items: [] });
  });

  it('takes both names of an event, the original one and that of the common shape', async () => {
    const account = await webhooks.openAccount();
    const created = (await put(account, 'balance.low', { url: URL })).json();
    expect(created).toMatchObject({ event: 'balance-alert', secret: expect.any(String) });
    const updated = (await put(account, 'balance-alert', { url: `${URL}/2` })).json();
    expect(updated).toEqual({ event: 'balance-alert', url: `${URL}/2`, enabled: true });
    await account.call('DELETE', '/gigastore/webhooks/balance.low');
    expect((await account.call('GET', '/gigastore/webhooks')).json()).toEqual({ items: [] });
  });

  it('knows no other events', async () => {
    const account = await webhooks.openAccount();
    for (const event of ['nonsense', NOTHING, 'deliveries', '__proto__', 'constructor']) {
      expect((await put(account, event, { url: URL })).json()).toMatchObject({
        status: 404,
        code: 'webhook_not_found',
      });
    }
  });

  it('refuses loopback to a live account', async () => {
    const { liveAccountId: accountId } = await webhooks.db.transaction((tx) =>
      createOrganization(tx, { name: 'Live', email: 'live@shop.test', now: new Date() }),
    );
    const { encryption } = webhooks;
    const draft = { event: 'all', url: 'https://localhost/' };
    const set = (mode: 'live' | 'sandbox', installation = SANDBOX) =>
      webhooks.db.transaction((tx) =>
        setWebhook({ db: tx, accountId, mode, encryption, installation }, draft),
      );
    await expect(set('live')).rejects.toThrow('must not lead to this machine');
    await expect(set('sandbox', 'live')).rejects.toThrow('must not lead to this machine');
    await expect(set('sandbox')).resolves.toMatchObject({ webhook: { enabled: true } });
  });

  it('answers a repetition with the same secret, which rests encrypted', async () => {
    const account = await webhooks.openAccount();
    const headers = { 'idempotency-key': 'one' };
    const first = await put(account, 'all', { url: URL }, headers);
    const again = await put(account, 'all', { url: URL }, headers);
    expect(again.body).toBe(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await put(account, 'all', { url: `${URL}/2` }, headers)).json().code).toBe(
      'idempotency_key_reused',
    );
    const row = await webhooks.db.row(sql`
      select body
      from idempotency_keys
      where account_id = ${account.id}`);
    expect(row?.body).not.toContain('whsec_');
  });

  it('makes one address of many simultaneous ones, whose secret only one is shown', async () => {
    const receiver = await webhooks.receive();
    const account = await webhooks.openAccount();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => put(account, 'country-change', { url: receiver.url })),
    );
    const secrets = answers.flatMap((answer) => answer.json().secret ?? []);
    expect(secrets).toHaveLength(1);
    webhooks.work();
    await account.record(countryChanged());
    const [arrived] = (await receiver.arrived(1)) as [Received];
    new Webhook(secrets[0]).verify(arrived.body, arrived.headers);
  });
});

describe('DELETE /gigastore/webhooks/{event}', () => {
  it('deletes the endpoint and its secret', async () => {
    const account = await webhooks.openAccount();
    const secret = await account.set('all', URL);
    const deleted = await account.call('DELETE', '/gigastore/webhooks/all');
    expect([deleted.statusCode, deleted.body]).toEqual([204, '']);
    expect((await account.call('GET', '/gigastore/webhooks')).json()).toEqual({ items: [] });
    const again = await account.call('DELETE', '/gigastore/webhooks/all');
    expect(again.json()).toMatchObject({ status: 404, code: 'webhook_not_found' });
    const renewed = await account.set('all', URL);
    expect(renewed).toMatch(/^whsec_/);
    expect(renewed).not.toBe(secret);
  });
});

describe('POST /gigastore/webhooks/{event}/rotate-secret', () => {
  it('shows the new secret, and the same one to a repetition', async () => {
    const account = await webhooks.openAccount();
    const secret = await account.set('all', URL);
    const path = '/gigastore/webhooks/all/rotate-secret';
    const headers = { 'idempotency-key': 'rotate' };
    const first = await account.call('POST', path, { headers });
    expect(first.json()).toEqual({
      event: 'all',
      url: URL,
      enabled: true,
      secret: expect.stringMatching(/^whsec_/),
    });
    expect(first.json().secret).not.toBe(secret);
    expect((await account.call('POST', path, { headers })).body).toBe(first.body);
  });

  it('needs an address', async () => {
    const account = await webhooks.openAccount();
    const answer = await account.call('POST', '/gigastore/webhooks/all/rotate-secret');
    expect(answer.json()).toMatchObject({ status: 404, code: 'webhook_not_found' });
  });
});

describe('POST /gigastore/webhooks/{event}/test', () => {
  const test = (account: WebhookAccount, event: string, headers = {}) =>
    account.call('POST', `/gigastore/webhooks/${event}/test`, { headers });

  it('sends a sample and says what came back', async () => {
    const receiver = await webhooks.receive((response) => response.writeHead(202).end('thanks'));
    const account = await webhooks.openAccount();
    const secret = await account.set('balance-alert', receiver.url);
    const answer = await test(account, 'balance-alert');
    expect(answer.json()).toEqual({
      id: idsOf(receiver.received)[0],
      event: 'balance-alert',
      type: null,
      url: receiver.url,
      status: 'delivered',
      createdAt: expect.any(String),
      nextAttemptAt: null,
      body: JSON.parse(receiver.received[0]?.body ?? ''),
      attempts: [
        {
          at: expect.any(String),
          httpStatus: 202,
          error: null,
          durationMs: expect.any(Number),
          response: 'thanks',
        },
      ],
    });
    const [arrived] = receiver.received as [Received];
    new Webhook(secret).verify(arrived.body, arrived.headers);
    expect(Object.keys(JSON.parse(arrived.body))).toEqual([
      'uid',
      'iccid',
      'imsi',
      'timestamp',
      'balanceAmountInByte',
    ]);
    expect(await account.delivery(answer.json().id)).toEqual(answer.json());
  });

  it('says what is wrong, and repeats nothing by itself', async () => {
    const receiver = await webhooks.receive((response) => response.writeHead(410).end());
    const account = await webhooks.openAccount();
    await account.set('all', receiver.url);
    const { status, nextAttemptAt, attempts, body } = (await test(account, 'all')).json();
    expect({ status, nextAttemptAt }).toEqual({ status: 'failed', nextAttemptAt: null });
    expect(attempts).toMatchObject([
      { httpStatus: 410, error: 'The server answered 410 (Gone); any 2xx is success.' },
    ]);
    expect(body).toMatchObject({ type: 'package.activated', sequence: 0 });
    expect(await account.webhook('all')).toMatchObject({ enabled: true, failingSince: null });
  });

  it('has a sample for every event', async () => {
    const receiver = await webhooks.receive();
    const account = await webhooks.openAccount();
    for (const event of WEBHOOK_EVENTS.filter((name) => name.includes('.'))) {
      await account.set(event, receiver.url);
      const { status, body } = (await test(account, event)).json();
      expect({ status, type: body.type }).toEqual({ status: 'delivered', type: event });
    }
  });

  it('sends nothing a second time for the same key', async () => {
    const receiver = await webhooks.receive();
    const account = await webhooks.openAccount();
    await account.set('all', receiver.url);
    const headers = { 'idempotency-key': 'once' };
    const first = await test(account, 'all', headers);
    const again = await test(account, 'all', headers);
    expect(again.body).toBe(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(receiver.received).toHaveLength(1);
  });

  it('needs an address', async () => {
    const account = await webhooks.openAccount();
    expect((await test(account, 'all')).json().code).toBe('webhook_not_found');
    expect((await test(account, 'nonsense')).json().code).toBe('webhook_not_found');
  });
});

describe('every call', () => {
  const CALLS = [
    ['GET', '/gigastore/webhooks', 'read'],
    ['POST', '/gigastore/webhooks', 'manage'],
    ['PUT', '/gigastore/webhooks/all', 'manage'],
    ['DELETE', '/gigastore/webhooks/all', 'manage'],
    ['POST', '/gigastore/webhooks/all/rotate-secret', 'manage'],
    ['POST', '/gigastore/webhooks/all/test', 'manage'],
    ['GET', '/gigastore/webhooks/deliveries', 'read'],
    ['GET', `/gigastore/webhooks/deliveries/${NOTHING}`, 'read'],
    ['POST', `/gigastore/webhooks/deliveries/${NOTHING}/replay`, 'manage'],
    ['POST', '/gigastore/webhooks/deliveries/replay', 'manage'],
  ] as const;

  it.each(CALLS)('%s %s needs a token and the scope %s', async (method, url, scope) => {
    const { json } = await webhooks.app.inject({ method, url });
    expect(json()).toMatchObject({ status: 401, code: 'missing_token' });
    if (scope === 'read') return;
    const account = await webhooks.openAccount();
    const seller = await account.caller('sell', 'refund');
    const body = { url: URL, from: '2026-01-01', to: '2026-12-31' };
    expect((await seller(method, url, { body })).json()).toMatchObject({
      status: 403,
      code: 'insufficient_scope',
    });
  });
});
