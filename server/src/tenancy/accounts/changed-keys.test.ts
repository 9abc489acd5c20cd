import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic } from '../../../test/support/access.ts';
import { type AccountRoutes, openAccountRoutes } from '../../../test/support/account-routes.ts';

let routes: AccountRoutes;
beforeAll(async () => {
  routes = await openAccountRoutes();
});
afterAll(() => routes.close());

type Caller = Awaited<ReturnType<AccountRoutes['openCaller']>>;
type Key = { clientId: string; clientSecret: string };
const HOUR_MS = 3_600_000;

async function newKey({ call }: Caller, draft: object = {}): Promise<Key> {
  return (await call('POST', '', { payload: { name: 'Kiosk', ...draft } })).json();
}
const canSignIn = async (key: Key) => (await routes.authenticate(basic(key))).statusCode === 200;
async function tokenOf(key: Key): Promise<string> {
  return (await routes.authenticate(basic(key))).json().accessToken;
}
/** Returns the status that a read with this token gets. */
async function statusWith(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await routes.app.inject({ url: '/gigastore/api-keys', headers })).statusCode;
}

describe('PUT /gigastore/api-keys/{clientId}', () => {
  it('changes what is sent and leaves the rest as it is', async () => {
    const caller = await routes.openCaller();
    const limit = { priceValue: 50, currencyCode: 'USD' };
    const { clientId } = await newKey(caller, { scopes: ['sell'], dailySpendLimit: limit });
    const answer = await caller.call('PUT', `/${clientId}`, { payload: { name: 'Till' } });
    expect(answer.json()).toMatchObject({
      clientId,
      name: 'Till',
      scopes: ['sell'],
      dailySpendLimit: limit,
      ipAllowList: [],
    });
    const further = { scopes: ['read'], ipAllowList: ['10.0.0.1'], removeDailySpendLimit: true };
    const changed = await caller.call('PUT', `/${clientId}`, { payload: further });
    const expected = {
      name: 'Till',
      scopes: ['read'],
      dailySpendLimit: null,
      ipAllowList: ['10.0.0.1/32'],
    };
    expect(changed.json()).toMatchObject(expected);
    expect((await caller.call('GET', `/${clientId}`)).json()).toMatchObject(expected);
  });

  it('rules the tokens in use at once', async () => {
    const caller = await routes.openCaller();
    const key = await newKey(caller);
    const token = await tokenOf(key);
    expect(await statusWith(token)).toBe(200);
    const payload = { ipAllowList: ['203.0.113.9'] };
    await caller.call('PUT', `/${key.clientId}`, { payload });
    expect(await statusWith(token)).toBe(403);
  });

  it.each([
    ['/name', { name: ' ' }],
    ['/scopes', { scopes: [] }],
    ['/ipAllowList/0', { ipAllowList: ['everywhere'] }],
    ['/dailySpendLimit/currencyCode', { dailySpendLimit: { priceValue: 1, currencyCode: 'EUR' } }],
  ])('refuses a wrong %s', async (path, payload) => {
    const caller = await routes.openCaller();
    const { clientId } = await newKey(caller);
    const answer = await caller.call('PUT', `/${clientId}`, { payload });
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  it('lets a key change only keys within its own scopes, addresses and limit', async () => {
    const whole = await routes.openCaller();
    const own = { name: 'Clerk', scopes: ['read', 'manage'], ipAllowList: ['127.0.0.0/8'] };
    const clerk = await tokenOf(await newKey(whole, own));
    const limited = await tokenOf(
      await newKey(whole, { dailySpendLimit: { priceValue: 1, currencyCode: 'USD' } }),
    );
    const seller = await newKey(whole, { scopes: ['sell'], ipAllowList: ['127.0.0.1'] });
    const anywhere = await newKey(whole, { scopes: ['read'] });
    const reader = await newKey(whole, { scopes: ['read'], ipAllowList: ['127.0.0.1'] });
    const change = async (token: string, { clientId }: Key, payload: object) => {
      const url = `/gigastore/api-keys/${clientId}`;
      const headers = { authorization: `Bearer ${token}` };
      return (await routes.app.inject({ method: 'PUT', url, headers, payload })).json().code;
    };
    expect(await change(clerk, seller, { name: 'a' })).toBe('insufficient_scope');
    expect(await change(clerk, anywhere, { name: 'a' })).toBe('forbidden');
    expect(await change(clerk, reader, { scopes: ['sell'] })).toBe('insufficient_scope');
    expect(await change(clerk, reader, { ipAllowList: ['0.0.0.0/0'] })).toBe('forbidden');
    expect(await change(limited, reader, { name: 'a' })).toBe('forbidden');
    expect(await change(clerk, reader, { name: 'a' })).toBeUndefined();
  });

  it('finds no key of another account and none that was revoked', async () => {
    const caller = await routes.openCaller();
    const other = await routes.openCaller();
    const { clientId } = await newKey(caller);
    await caller.call('DELETE', `/${clientId}`);
    for (const id of [clientId, other.key.clientId, 'unknown']) {
      for (const answer of [
        await caller.call('PUT', `/${id}`, { payload: { name: 'a' } }),
        await caller.call('GET', `/${id}`),
        await caller.call('POST', `/${id}/rotate-secret`),
      ]) {
        expect(answer.json()).toMatchObject({ code: 'api_key_not_found', status: 404 });
      }
    }
  });
});

describe('POST /gigastore/api-keys/{clientId}/rotate-secret', () => {
  it('lets both secrets and their tokens work for 24 hours, then only the new one', async () => {
    const caller = await routes.openCaller();
    const old = await newKey(caller);
    const oldToken = await tokenOf(old);
    const rotated = (await caller.call('POST', `/${old.clientId}/rotate-secret`)).json();
    expect(rotated).toMatchObject({
      clientId: old.clientId,
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
      secretRotatedAt: new Date(routes.clock()).toISOString(),
      previousSecretExpiresAt: new Date(routes.clock() + 24 * HOUR_MS).toISOString(),
    });
    expect(rotated.clientSecret).not.toBe(old.clientSecret);
    expect([await canSignIn(old), await canSignIn(rotated)]).toEqual([true, true]);
    expect(await statusWith(oldToken)).toBe(200);
    expect(await statusWith(await tokenOf(old))).toBe(200);

    routes.clock.ms += 24 * HOUR_MS - 60_000;
    const lateToken = await tokenOf(old);
    expect(await statusWith(lateToken)).toBe(200);
    routes.clock.ms += 60_000;
    expect([await canSignIn(old), await canSignIn(rotated)]).toEqual([false, true]);
    expect(await statusWith(lateToken)).toBe(401);
    expect(await statusWith(await tokenOf(rotated))).toBe(200);
  });

  it('ends the old secret and its tokens at once when asked to', async () => {
    const caller = await routes.openCaller();
    const old = await newKey(caller);
    const oldToken = await tokenOf(old);
    const payload = { previousSecretExpiresAt: '2026-01-01T00:00:00Z' };
    const answer = await caller.call('POST', `/${old.clientId}/rotate-secret`, { payload });
    expect(answer.json().previousSecretExpiresAt).toBeNull();
    expect(await canSignIn(old)).toBe(false);
    expect(await statusWith(oldToken)).toBe(401);
  });

  it('ends the secret of an earlier rotation', async () => {
    const caller = await routes.openCaller();
    const first = await newKey(caller);
    const second = (await caller.call('POST', `/${first.clientId}/rotate-secret`)).json();
    const third = (await caller.call('POST', `/${first.clientId}/rotate-secret`)).json();
    const all = [first, second, third];
    expect(await Promise.all(all.map(canSignIn))).toEqual([false, true, true]);
  });

  it('refuses an overlap of more than 30 days', async () => {
    const caller = await routes.openCaller();
    const { clientId } = await newKey(caller);
    const until = new Date(routes.clock() + 31 * 24 * HOUR_MS).toISOString();
    const payload = { previousSecretExpiresAt: until };
    const answer = await caller.call('POST', `/${clientId}/rotate-secret`, { payload });
    const path = '/previousSecretExpiresAt';
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  it('repeats its answer for an Idempotency-Key, without a secret that has ended', async () => {
    const caller = await routes.openCaller();
    const { clientId } = await newKey(caller);
    const headers = { 'idempotency-key': 'rotate-1' };
    const rotate = () => caller.call('POST', `/${clientId}/rotate-secret`, { headers });
    const first = (await rotate()).json();
    expect((await rotate()).json()).toEqual(first);
    await caller.call('POST', `/${clientId}/rotate-secret`);
    expect((await rotate()).json()).toEqual({ ...first, clientSecret: null });
  });

  it('lets a key rotate itself despite a spend limit, and no key beyond its rights', async () => {
    const limited = await routes.openCaller({ dailySpendLimitMinor: 100n });
    const own = await limited.call('POST', `/${limited.key.clientId}/rotate-secret`);
    expect(own.statusCode).toBe(200);

    const whole = await routes.openCaller();
    const clerk = await tokenOf(await newKey(whole, { scopes: ['manage'] }));
    const url = `/gigastore/api-keys/${whole.key.clientId}/rotate-secret`;
    const headers = { authorization: `Bearer ${clerk}` };
    const answer = await routes.app.inject({ method: 'POST', url, headers });
    expect(answer.json()).toMatchObject({ code: 'insufficient_scope' });
  });
});
