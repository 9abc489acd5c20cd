import { describe, expect, it } from 'vitest';
import { basic } from '../../../test/support/access.ts';
import { openAccountRoutes } from '../../../test/support/account-routes.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sql } from '../../platform/db/database.ts';
import { suspendAccount } from './index.ts';

const routes = await forThisFile(openAccountRoutes());

describe('GET /gigastore/api-keys', () => {
  it("shows the account's keys without their secrets", async () => {
    const { key, call } = await routes.openCaller({ dailySpendLimitMinor: 12_345n });
    const answer = await call('GET');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      items: [
        {
          clientId: key.clientId,
          name: 'Web shop',
          scopes: ['read', 'sell', 'refund', 'manage'],
          dailySpendLimit: { sortIndex: 0, priceValue: 123.45, currencyCode: 'USD' },
          mandate: null,
          ipAllowList: [],
          createdAt: '2026-04-30T09:00:00.000Z',
          lastUsedAt: null,
          secretRotatedAt: null,
          previousSecretExpiresAt: null,
          createdBy: null,
        },
      ],
    });
    expect(answer.body).not.toContain(key.clientSecret);
  });

  it('needs a token, and any scope', async () => {
    expect((await routes.app.inject('/gigastore/api-keys')).json()).toMatchObject({
      code: 'missing_token',
      status: 401,
    });
    const { call } = await routes.openCaller({ scopes: ['sell'] });
    expect((await call('GET')).statusCode).toBe(200);
  });
});

describe('POST /gigastore/api-keys', () => {
  const kiosk = {
    name: 'Kiosk',
    scopes: ['sell'],
    dailySpendLimit: { priceValue: 50, currencyCode: 'USD' },
    ipAllowList: ['127.0.0.1'],
  };

  it('makes a key that works', async () => {
    const { call } = await routes.openCaller();
    const answer = await call('POST', '', { payload: kiosk });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const key = answer.json();
    expect(key).toEqual({
      clientId: expect.stringMatching(/^key_/),
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
      name: 'Kiosk',
      scopes: ['sell'],
      dailySpendLimit: { sortIndex: 0, priceValue: 50, currencyCode: 'USD' },
      mandate: null,
      ipAllowList: ['127.0.0.1/32'],
      createdAt: new Date(routes.clock()).toISOString(),
      lastUsedAt: null,
      secretRotatedAt: null,
      previousSecretExpiresAt: null,
      createdBy: { kind: 'api_key', id: expect.any(String), name: 'Web shop', leftAt: null },
    });
    expect((await routes.authenticate(basic(key))).statusCode).toBe(200);
    const { clientSecret, ...listed } = key;
    expect((await call('GET')).json().items).toContainEqual(listed);
  });

  it('takes absent values as such', async () => {
    const { call } = await routes.openCaller();
    const absent = { scopes: null, dailySpendLimit: {}, ipAllowList: '' };
    const answer = await call('POST', '', { payload: { name: 'Kiosk', ...absent, unknown: 1 } });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ dailySpendLimit: null, ipAllowList: [] });
    expect(answer.json().scopes).toHaveLength(4);
  });

  it('gives the same key for the same Idempotency-Key, kept where nobody can read it', async () => {
    const { accountId, call } = await routes.openCaller();
    const headers = { 'idempotency-key': 'key-1' };
    const first = await call('POST', '', { payload: kiosk, headers });
    const second = await call('POST', '', { payload: kiosk, headers });
    expect(second.body).toBe(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await call('GET')).json().items).toHaveLength(2);

    const rows = await routes.db.rows<{ body: string }>(sql`
      select body
      from idempotency_keys
      where account_id = ${accountId}`);
    expect(rows).toHaveLength(1);
    const kept = Buffer.from(rows[0]?.body ?? '', 'base64').toString('latin1') + rows[0]?.body;
    for (const part of [first.json().clientSecret, first.json().clientId, 'Kiosk']) {
      expect(kept).not.toContain(part);
    }
  });

  it('refuses the same Idempotency-Key for another key, and a wrong one', async () => {
    const { call } = await routes.openCaller();
    const headers = { 'idempotency-key': 'key-1' };
    await call('POST', '', { payload: kiosk, headers });
    const other = await call('POST', '', { payload: { name: 'Other' }, headers });
    expect(other.json()).toMatchObject({ code: 'idempotency_key_reused', status: 422 });
    const wrong = await call('POST', '', { payload: kiosk, headers: { 'idempotency-key': 'a b' } });
    expect(wrong.statusCode).toBe(400);
    expect((await call('GET')).json().items).toHaveLength(2);
  });

  it('makes one key of many requests with one Idempotency-Key at once', async () => {
    const { call } = await routes.openCaller();
    const headers = { 'idempotency-key': 'key-1' };
    const send = () => call('POST', '', { payload: kiosk, headers });
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    const made = answers.filter(({ statusCode }) => statusCode === 200);
    expect(new Set(made.map(({ body }) => body)).size).toBe(1);
    const others = answers.filter(({ statusCode }) => statusCode !== 200);
    for (const answer of others) {
      expect(answer.json()).toMatchObject({ code: 'idempotency_key_in_progress' });
    }
    expect((await call('GET')).json().items).toHaveLength(2);
  });

  it.each([
    ['/name', {}],
    ['/name', { name: 7 }],
    ['/name', { name: ' ' }],
    ['/name', { name: 'a'.repeat(256) }],
    ['/scopes', { name: 'a', scopes: 'sell' }],
    ['/scopes', { name: 'a', scopes: [] }],
    ['/scopes/0', { name: 'a', scopes: ['write'] }],
    ['/dailySpendLimit', { name: 'a', dailySpendLimit: 50 }],
    ['/dailySpendLimit/priceValue', { name: 'a', dailySpendLimit: price(-1) }],
    ['/dailySpendLimit/priceValue', { name: 'a', dailySpendLimit: price(1.999) }],
    ['/dailySpendLimit/priceValue', { name: 'a', dailySpendLimit: price(10_000_001) }],
    ['/dailySpendLimit/currencyCode', { name: 'a', dailySpendLimit: price(1, 'EUR') }],
    ['/ipAllowList', { name: 'a', ipAllowList: '10.0.0.0/8' }],
    ['/ipAllowList/0', { name: 'a', ipAllowList: ['10.0.0.0/99'] }],
    ['/ipAllowList/0', { name: 'a', ipAllowList: [null] }],
  ])('refuses what is wrong at %s: %o', async (path, payload) => {
    const { call } = await routes.openCaller();
    const answer = await call('POST', '', { payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
    expect((await call('GET')).json().items).toHaveLength(1);
  });

  it('lets a key give another only what it has itself', async () => {
    const own = { scopes: ['read', 'manage'], ipAllowList: ['127.0.0.0/8'] } as const;
    const { call } = await routes.openCaller(own);
    const like = (more: object) => call('POST', '', { payload: { name: 'Free', ...more } });
    expect((await like({})).json()).toMatchObject(own);
    expect((await like({ ipAllowList: ['127.0.0.1'] })).json()).toMatchObject({
      ipAllowList: ['127.0.0.1/32'],
    });
    const refused = [
      { scopes: ['read', 'sell'] },
      { ipAllowList: ['0.0.0.0/0'] },
      { ipAllowList: ['127.0.0.1', '::/0'] },
    ];
    const answers = await Promise.all(refused.map(like));
    expect(answers.map((answer) => answer.json().code)).toEqual([
      'insufficient_scope',
      'forbidden',
      'forbidden',
    ]);
  });

  it('lets no key with a spend limit create another', async () => {
    const { call } = await routes.openCaller({ dailySpendLimitMinor: 100n });
    const answer = await call('POST', '', { payload: { name: 'Free' } });
    expect(answer.json()).toMatchObject({ code: 'forbidden', status: 403 });
    expect((await call('GET')).json().items).toHaveLength(1);
  });

  it('repeats its answer without the secret once the key is revoked', async () => {
    const { call } = await routes.openCaller();
    const headers = { 'idempotency-key': 'key-1' };
    const first = (await call('POST', '', { payload: kiosk, headers })).json();
    await call('DELETE', `/${first.clientId}`);
    const again = await call('POST', '', { payload: kiosk, headers });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toEqual({ ...first, clientSecret: null });
  });

  it('needs the scope manage, and goes on while the account is suspended', async () => {
    const { call } = await routes.openCaller({ scopes: ['read', 'sell', 'refund'] });
    expect((await call('POST', '', { payload: kiosk })).json()).toMatchObject({
      code: 'insufficient_scope',
      status: 403,
    });
    const suspended = await routes.openCaller();
    const { accountId } = suspended;
    await routes.db.transaction((tx) => suspendAccount({ db: tx, accountId, now: new Date() }));
    expect((await suspended.call('POST', '', { payload: kiosk })).statusCode).toBe(200);
  });
});

function price(priceValue: number, currencyCode = 'USD') {
  return { priceValue, currencyCode };
}

describe('DELETE /gigastore/api-keys/{clientId}', () => {
  it('ends a key and its tokens at once', async () => {
    const { key, call } = await routes.openCaller();
    const answer = await call('DELETE', `/${key.clientId}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    const late = await call('GET');
    expect(late.json()).toMatchObject({ code: 'invalid_token', status: 401 });
    expect(late.headers['www-authenticate']).toContain('invalid_token');
    expect((await routes.authenticate(basic(key))).json()).toMatchObject({
      code: 'invalid_credentials',
    });
  });

  it('answers a repetition the same, with an Idempotency-Key', async () => {
    const { call } = await routes.openCaller();
    const { clientId } = (await call('POST', '', { payload: { name: 'Kiosk' } })).json();
    const headers = { 'idempotency-key': 'end-1' };
    expect((await call('DELETE', `/${clientId}`, { headers })).statusCode).toBe(204);
    const again = await call('DELETE', `/${clientId}`, { headers });
    expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([204, 'true']);
    expect((await call('DELETE', `/${clientId}`)).statusCode).toBe(404);
  });

  it('finds no key of another account, and none of whatever name', async () => {
    const { call } = await routes.openCaller();
    const other = await routes.openCaller();
    const names = [other.key.clientId, 'unknown', '%00', '%F0%9F%94%91', 'a'.repeat(90)];
    for (const name of names) {
      const answer = await call('DELETE', `/${name}`);
      expect([400, 404]).toContain(answer.statusCode);
    }
    expect((await call('DELETE', `/${other.key.clientId}`)).json()).toMatchObject({
      code: 'api_key_not_found',
    });
    expect((await other.call('GET')).statusCode).toBe(200);
  });

  it('needs the scope manage', async () => {
    const { key, call } = await routes.openCaller({ scopes: ['sell', 'refund'] });
    const answer = await call('DELETE', `/${key.clientId}`);
    expect(answer.json()).toMatchObject({ code: 'insufficient_scope', status: 403 });
    expect((await call('GET')).statusCode).toBe(200);
  });
});
