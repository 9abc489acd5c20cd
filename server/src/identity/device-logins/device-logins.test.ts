import { describe, expect, it } from 'vitest';
import { basic } from '../../../test/support/access.ts';
import { openStore } from '../../../test/support/app.ts';
import { startLogin } from '../../../test/support/device-logins.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { pruneDeviceLogins } from './index.ts';

const AT_ONCE = 8;
const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const owner = await personOf(store, reseller.organizationId, 'owner');

type Login = { deviceCode: string; userCode: string };

const pathOf = ({ userCode }: Pick<Login, 'userCode'>) => `/gigastore/device-logins/${userCode}`;
const approve = (login: Pick<Login, 'userCode'>, body: object = { scopes: ['read'] }) =>
  owner.call('POST', `${pathOf(login)}/approve`, { body });
const reject = (login: Login) => owner.call('POST', `${pathOf(login)}/reject`);

async function collect({ deviceCode }: Pick<Login, 'deviceCode'>) {
  const url = '/auth/device-logins/collect';
  return (await store.app.inject({ method: 'POST', url, payload: { deviceCode } })).json();
}

async function logIn(key: { clientId: string; clientSecret: string }) {
  const headers = { authorization: basic(key) };
  return store.app.inject({ method: 'POST', url: '/reseller/authenticate', headers });
}

const expire = ({ userCode }: Login) =>
  store.db.run(sql`
    update device_logins
    set expires_at = now() - interval '1 second'
    where user_code = ${userCode.replace('-', '')}`);

describe('a device login', () => {
  it('gives the program a key with the chosen scopes, once', async () => {
    const login = await startLogin(store, { mode: 'sandbox' });
    expect(login.userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(login.verificationUrl).toContain(`/portal/sandbox/keys?device=${login.userCode}`);
    expect(await collect(login)).toEqual({ status: 'waiting' });
    const shown = await owner.call('GET', pathOf({ userCode: login.userCode.toLowerCase() }));
    expect(shown.json()).toMatchObject({
      ...{ userCode: login.userCode, deviceName: 'gigastore on a laptop' },
      remoteAddress: '127.0.0.1',
    });

    const key = (await approve(login, { scopes: ['sell', 'read'], name: 'Ada' })).json();
    expect(key).toEqual({
      ...{ clientId: expect.stringMatching(/^key_/), name: 'Ada', scopes: ['read', 'sell'] },
    });
    const collected = await collect(login);
    expect(collected).toMatchObject({ status: 'approved', ...key, mode: expect.any(String) });
    expect((await logIn(collected)).statusCode).toBe(200);
    expect(await collect(login)).toMatchObject({ code: 'device_login_not_found' });
    const { createdBy } = (await owner.call('GET', `/gigastore/api-keys/${key.clientId}`)).json();
    expect(createdBy).toMatchObject({ kind: 'person', id: owner.personId });
    expect(JSON.stringify(await lastMailTo(store, owner.email))).toContain(key.clientId);
  });

  it('that is collected many times at once gives its secret to one', async () => {
    const login = await startLogin(store);
    await approve(login);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => collect(login)));
    expect(answers.filter(({ status }) => status === 'approved')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'device_login_not_found')).toHaveLength(7);
  });

  it('that is approved many times at once makes one key', async () => {
    const login = await startLogin(store);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => approve(login)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  });

  it('that was rejected gives no key', async () => {
    const login = await startLogin(store);
    expect((await reject(login)).statusCode).toBe(204);
    expect(await collect(login)).toEqual({ status: 'rejected' });
    expect((await approve(login)).json().code).toBe('device_login_not_found');
    const { items } = (
      await owner.call('GET', '/gigastore/audit-log?action=device_login.rejected')
    ).json();
    expect(items[0]).toMatchObject({ after: { deviceName: 'gigastore on a laptop' } });
  });

  it('ends after ten minutes, whether it was approved or not', async () => {
    const [open, approved] = [await startLogin(store), await startLogin(store)];
    await approve(approved);
    await expire(open);
    await expire(approved);
    for (const login of [open, approved]) {
      expect(await collect(login)).toMatchObject({ code: 'device_login_not_found' });
      expect((await approve(login)).json().code).toBe('device_login_not_found');
      expect((await reject(login)).json().code).toBe('device_login_not_found');
    }
  });

  it('that nobody collected loses its key when it is pruned', async () => {
    const [left, taken] = [await startLogin(store), await startLogin(store)];
    const { clientId } = (await approve(left)).json();
    const kept = (await approve(taken)).json();
    await collect(taken);
    await expire(left);
    await expire(taken);
    await pruneDeviceLogins(store.db, new Date());
    const find = async (id: string) =>
      (await owner.call('GET', `/gigastore/api-keys/${id}`)).statusCode;
    expect([await find(clientId), await find(kept.clientId)]).toEqual([404, 200]);
    const rows = await store.db.rows(sql`select 1 from device_logins where expires_at < now()`);
    expect(rows).toEqual([]);
  });

  it('with an approved key that was revoked gives nothing', async () => {
    const login = await startLogin(store);
    const { clientId } = (await approve(login)).json();
    await owner.call('DELETE', `/gigastore/api-keys/${clientId}`);
    expect(await collect(login)).toMatchObject({ code: 'device_login_not_found' });
  });

  it('gives away nothing by its stored row', async () => {
    const login = await startLogin(store);
    await approve(login);
    const userCode = login.userCode.replace('-', '');
    const row = await store.db.row<{ text: string }>(sql`
      select to_jsonb(device_logins)::text as text
      from device_logins
      where user_code = ${userCode}`);
    const { clientSecret } = await collect(login);
    for (const secret of [clientSecret, login.deviceCode]) expect(row?.text).not.toContain(secret);
  });

  it('is not approved by a viewer, nor beyond the scopes of a key', async () => {
    const login = await startLogin(store);
    const viewer = await personOf(store, reseller.organizationId, 'viewer');
    const body = { scopes: ['read'] };
    const byViewer = await viewer.call('POST', `${pathOf(login)}/approve`, { body });
    expect(byViewer.json().code).toBe('insufficient_scope');
    const token = await reseller.tokenOf({ scopes: ['manage'] });
    const headers = { authorization: `Bearer ${token}` };
    const url = `${pathOf(login)}/approve`;
    const wide = { method: 'POST', url, headers, payload: { scopes: ['sell'] } } as const;
    expect((await store.app.inject(wide)).json().code).toBe('insufficient_scope');
  });
});

describe('guessing', () => {
  it('codes is limited for each person, and starting for each address', async () => {
    const limited = await openStore({ GIGASTORE_RATE_LIMIT: 'on' });
    try {
      const other = await limited.newAccount();
      const guesser = await personOf(limited, other.organizationId, 'owner');
      const guess = async () =>
        (await guesser.call('GET', pathOf({ userCode: 'BBBB-BBBB' }))).json().code;
      const codes = [];
      for (let tries = 0; tries < 12; tries += 1) codes.push(await guess());
      expect(new Set(codes.slice(0, 10))).toEqual(new Set(['device_login_not_found']));
      expect(codes.slice(10)).toEqual(['rate_limited', 'rate_limited']);
      const login = await startLogin(limited);
      expect((await guesser.call('GET', pathOf(login))).json().code).toBe('rate_limited');
      const starts = [];
      for (let tries = 0; tries < 25; tries += 1) starts.push(await startLogin(limited));
      expect(starts.some((start) => 'code' in start && start.code === 'rate_limited')).toBe(true);
    } finally {
      await limited.close();
    }
  });
});
