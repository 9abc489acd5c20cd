import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf, signedIn } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { openSession } from './index.ts';

const CLOCK = '/gigastore/sandbox/clock';
const ORIGIN = 'https://shop.test';

const store = await forThisFile(openStore({ GIGASTORE_PUBLIC_URL: ORIGIN }));
await loadPlans(store.db);
const reseller = await openReseller(store);
const owner = await personOf(store, reseller.organizationId, 'owner');

const read = (headers: Record<string, string>) => store.app.inject({ url: CLOCK, headers });
const change = (headers: Record<string, string>) =>
  store.app.inject({ method: 'POST', url: CLOCK, headers, payload: { advance: 'PT1H' } });

describe('a session', () => {
  it('asks as a key does', async () => {
    expect((await read(owner.headers)).statusCode).toBe(200);
    expect((await change(owner.headers)).statusCode).toBe(200);
  });

  it.each([
    ['no cookie', () => ({})],
    ['another cookie', () => ({ cookie: 'theme=dark; gigastore.session=' })],
  ])('with %s is none', async (_, headers) => {
    expect((await read(headers())).json()).toMatchObject({ code: 'missing_token' });
  });

  it.each(['x', '%', 'x.y', '.', `${'a'.repeat(32)}.${'b'.repeat(44)}`, 'a%00b.c'])(
    'that was not signed here is none: %s',
    async (value) => {
      const cookie = `${store.parts.people.cookies.name}=${value}`;
      expect((await read({ cookie })).json()).toMatchObject({ code: 'missing_token' });
    },
  );

  it.each(['gigastore.session', '__Secure-gigastore.session'])(
    'over HTTPS is not taken from a cookie that a sibling host can set: %s',
    async (name) => {
      const { cookies } = store.parts.people;
      expect(cookies.name).toBe('__Host-gigastore.session');
      const cookie = (owner.headers.cookie ?? '').replace(cookies.name, name);
      expect((await read({ cookie })).json()).toMatchObject({ code: 'missing_token' });
    },
  );

  it('that was never opened is refused', async () => {
    const { headers } = signedIn(store, 'never-opened-token');
    expect((await read(headers)).json()).toMatchObject({ code: 'invalid_token' });
  });

  it('gives way to a token', async () => {
    const authorization = `Bearer ${reseller.token}`;
    const answer = await read({ cookie: 'gigastore.session=x', authorization });
    expect(answer.statusCode).toBe(200);
    const wrong = await read({ ...owner.headers, authorization: 'Bearer x' });
    expect(wrong.json()).toMatchObject({ code: 'invalid_token' });
  });

  it('ends when its time is over', async () => {
    const member = await personOf(store, reseller.organizationId, 'viewer');
    await store.db.run(sql`
      update sessions
      set expires_at = now() - interval '1 second'
      where person_id = ${member.personId}`);
    expect((await read(member.headers)).json()).toMatchObject({ code: 'invalid_token' });
  });

  it('ends when nobody has used it for twelve hours', async () => {
    const member = await personOf(store, reseller.organizationId, 'viewer');
    const seenAgo = (time: string) =>
      store.db.run(sql`
        update sessions
        set seen_at = now() - ${time}::interval
        where person_id = ${member.personId}`);
    await seenAgo('11 hours 59 minutes');
    expect((await read(member.headers)).statusCode).toBe(200);
    await expect
      .poll(() =>
        store.db.row(sql`
          select seen_at > now() - interval '1 minute' as "isSeen"
          from sessions
          where person_id = ${member.personId}`),
      )
      .toEqual({ isSeen: true });
    await seenAgo('12 hours 1 minute');
    store.parts.people.sessions.invalidatePerson(member.personId);
    expect((await read(member.headers)).json()).toMatchObject({ code: 'invalid_token' });
  });

  it('of someone whose address is not verified is none', async () => {
    const member = await personOf(store, reseller.organizationId, 'viewer');
    await store.db.run(sql`
      update people set email_verified = false where id = ${member.personId}`);
    expect((await read(member.headers)).json()).toMatchObject({ code: 'invalid_token' });
  });

  it('of a member of nothing does nothing', async () => {
    const member = await personOf(store, reseller.organizationId, 'viewer');
    await store.db.run(sql`delete from members where person_id = ${member.personId}`);
    expect((await read(member.headers)).json()).toMatchObject({ code: 'forbidden' });
  });

  it('is read from memory for a moment, and not after it was forgotten', async () => {
    const member = await personOf(store, reseller.organizationId, 'viewer');
    expect((await read(member.headers)).statusCode).toBe(200);
    await store.db.run(sql`delete from sessions where person_id = ${member.personId}`);
    expect((await read(member.headers)).statusCode).toBe(200);
    store.parts.people.sessions.invalidatePerson(member.personId);
    expect((await read(member.headers)).json()).toMatchObject({ code: 'invalid_token' });
  });

  it('is one of several', async () => {
    const { personId } = owner;
    const open = () => openSession(store.db, { personId, now: new Date() });
    for (const token of [await open(), await open()]) {
      expect((await read(signedIn(store, token).headers)).statusCode).toBe(200);
    }
  });
});

describe('a change in the name of a session', () => {
  const without = ({ origin: _, ...headers }: Record<string, string>) => headers;

  it.each([
    ['says not where it comes from', {}],
    ['comes from elsewhere', { origin: 'https://evil.test' }],
    ['comes from a page without an origin', { origin: 'null' }],
    ['comes from another port', { origin: `${ORIGIN}:8443` }],
    ['comes from the same site only', { 'sec-fetch-site': 'same-site' }],
  ])('is refused when it %s', async (_, place: Record<string, string>) => {
    const answer = await change({ ...without(owner.headers), ...place });
    expect(answer.json()).toMatchObject({ code: 'forbidden' });
    expect(answer.json().detail).toContain(ORIGIN);
  });

  it.each([
    ['origin', ORIGIN],
    ['sec-fetch-site', 'same-origin'],
  ])('is taken from our own pages, as %s says', async (name, value) => {
    const answer = await change({ ...without(owner.headers), [name]: value });
    expect(answer.statusCode).toBe(200);
  });

  it('may come from any name of the machine itself on loopback', async () => {
    const local = await openStore({ GIGASTORE_PUBLIC_URL: 'http://127.0.0.1:4000' });
    const account = await local.newAccount();
    const { headers } = await personOf(local, account.organizationId, 'owner');
    const url = '/gigastore/api-keys';
    const ask = (origin: string, more: Record<string, string> = {}) =>
      local.app.inject({
        method: 'POST',
        url,
        headers: { ...headers, origin, ...more },
        payload: { name: 'Till' },
      });
    expect((await ask('http://localhost:4000')).statusCode).toBe(200);
    expect((await ask('http://localhost:4001')).statusCode).toBe(403);
    // On whatever port it was opened, as when any free one was asked for.
    const on = (host: string) => ask(`http://${host}`, { host });
    expect((await on('127.0.0.1:5000')).statusCode).toBe(200);
    expect((await on('evil.test:5000')).statusCode).toBe(403);
    await local.close();
  });
});

describe('X-Account', () => {
  const modeOf = async (account: string | undefined) => {
    const named: Record<string, string> = account === undefined ? {} : { 'x-account': account };
    const answer = await read({ ...owner.headers, ...named });
    return answer.statusCode === 200 ? 'sandbox' : answer.json().code;
  };

  it('chooses the account, which in sandbox mode is the sandbox', async () => {
    expect(await modeOf(undefined)).toBe('sandbox');
    expect(await modeOf('sandbox')).toBe('sandbox');
    expect(await modeOf('live')).toBe('sandbox_only');
  });

  it.each(['Live', 'both', 'live, sandbox'])('of another word is refused: %s', async (word) => {
    expect(await modeOf(word)).toBe('invalid_request');
  });

  it('follows the clock of the sandbox at once', async () => {
    const before = (await read(owner.headers)).json().now;
    await change(owner.headers);
    const after = (await read(owner.headers)).json().now;
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThanOrEqual(3_600_000);
  });
});

describe('a sale by a person', () => {
  it('is one of the portal', async () => {
    const body = { inventoryItemId: reseller.items.worldwide };
    const answer = await owner.call('POST', '/gigastore/activations/register', { body });
    expect(answer.json().activatedItem).toMatchObject({ salesChannelTypeCode: 'PORTAL' });
  });
});
