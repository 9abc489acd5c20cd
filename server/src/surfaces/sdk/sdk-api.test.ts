import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { earlier } from '../../../test/support/earlier.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { openPhone } from '../../../test/support/sdk-phone.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);
const phone = await openPhone(reseller);
type Phone = typeof phone;
const { ask, tokenFor, start, sessionFor, report, uidOf } = phone;

const move = (session: string, days: number) => {
  const id = Buffer.from(session, 'base64url').subarray(16, 32).toString('hex');
  return store.db.run(sql`
    update sdk_sessions
    set created_at = ${earlier(sql`created_at`, `${days} days`)},
      expires_at = ${earlier(sql`expires_at`, `${days} days`)}
    where account_id = ${reseller.id}
      and id = ${id}::uuid`);
};

describe('an install token', () => {
  it('opens a session for one installation of the app, which may ask again', async () => {
    const { customerUid } = await reseller.sell();
    const token = await tokenFor({ customerUid });
    const installationId = newId();
    const parallel = await Promise.all(
      [installationId, newId(), newId()].map((id) => start(token, { installationId: id })),
    );
    expect(parallel.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401]);
    const lost = parallel.find(({ statusCode }) => statusCode === 401);
    expect(lost?.json().code).toBe('invalid_credentials');
    const own = await tokenFor({ customerUid });
    const [first, again] = [
      await start(own, { installationId }),
      await start(own, { installationId }),
    ];
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(first.json()).toMatchObject({ testMode: true });
    expect(first.headers['cache-control']).toContain('no-store');
  });

  it('that is wrong, expired or of another account opens none', async () => {
    const sold = await reseller.sell();
    const token = await tokenFor(sold);
    const stranger = await openReseller(store);
    const foreign = await (await openPhone(stranger)).start(token);
    const mangled = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    const wrong = [foreign, await start(mangled), await start(phone.key)];
    await store.db.run(sql`
      update sdk_install_tokens
      set created_at = ${earlier(sql`created_at`, '1 day')},
        expires_at = now() - interval '1 second'
      where account_id = ${reseller.id}`);
    wrong.push(await start(token));
    expect(wrong.map((answer) => answer.json().code)).toEqual(Array(4).fill('invalid_credentials'));
  });

  it('is made for the customers and eSIMs of the account only', async () => {
    const [mine, other] = [await reseller.sell(), await reseller.sell()];
    const asked = { customerUid: mine.customerUid, iccid: other.iccid };
    const answer = await reseller.call('POST', '/gigastore/sdk/install-tokens', { body: asked });
    expect(answer.json().code).toBe('esim_profile_not_found');
  });
});

describe('a session', () => {
  it('reads the eSIMs of its customer, and no others', async () => {
    const [sold, other] = [await reseller.sell(), await reseller.sell()];
    const { sessionToken } = await sessionFor(sold);
    const { items } = (await ask('GET', '/profiles', sessionToken)).json();
    expect(items).toMatchObject([
      {
        iccid: sold.iccid,
        state: 'RELEASED',
        activationCode: expect.stringMatching(/^LPA:1\$/),
        reportedInstallation: null,
      },
    ]);
    expect(items[0].supportedCountries).toContain('AT');
    const { id } = items[0];
    expect((await ask('GET', `/profiles/${id}`, sessionToken)).json()).toEqual(items[0]);
    for (const uid of [await uidOf(other), newId(), 'x']) {
      const answer = await ask('GET', `/profiles/${uid}`, sessionToken);
      expect(answer.json().code, uid).toBe('esim_profile_not_found');
    }
  });

  it('of one eSIM does not read the customer’s others', async () => {
    const sold = await reseller.sell();
    const body = {
      inventoryItemId: reseller.items.worldwide,
      customerUid: sold.customerUid,
      dedicated: true,
    };
    await reseller.call('POST', '/gigastore/activations/top-up-with-profile', { body });
    const [all, one] = [await sessionFor(sold), await sessionFor(sold, { iccid: sold.iccid })];
    const read = async (token: string, path: string) => (await ask('GET', path, token)).json();
    expect((await read(all.sessionToken, '/profiles')).items).toHaveLength(2);
    expect((await read(all.sessionToken, '/usage')).packages).toHaveLength(2);
    expect((await read(one.sessionToken, '/profiles')).items).toMatchObject([
      { iccid: sold.iccid },
    ]);
    expect((await read(one.sessionToken, '/usage')).packages).toMatchObject([
      { id: sold.activatedItemUid, state: 'ACTIVE', usedBytes: 0 },
    ]);
  });

  it.each<[string, string | undefined, string]>([
    ['nothing', undefined, 'missing_token'],
    ['a key', phone.key, 'invalid_token'],
    ['an access token', reseller.token, 'invalid_token'],
    ['another text', 'nothing', 'invalid_token'],
  ])('is not opened by %s', async (_, bearer, code) => {
    expect((await ask('GET', '/profiles', bearer)).json().code).toBe(code);
  });

  it('is no access token of the account', async () => {
    const { sessionToken } = await sessionFor(await reseller.sell());
    const answer = await store.app.inject({
      url: '/gigastore/credits',
      headers: { authorization: `Bearer ${sessionToken}` },
    });
    expect(answer.json().code).toBe('invalid_token');
  });

  it('ends with its key, its app and the refusal of its app', async () => {
    const sold = await reseller.sell();
    const operator = await reseller.callerFor('operate');
    const ends = [
      ({ keyId }: Phone) => reseller.call('DELETE', `/gigastore/sdk/keys/${keyId}`),
      ({ appId }: Phone) => reseller.call('DELETE', `/gigastore/sdk/apps/${appId}`),
      ({ appId }: Phone) =>
        operator('POST', `/operator/sdk-apps/${appId}/reject`, { body: { reason: 'Mistake' } }),
    ];
    for (const end of ends) {
      const own = await openPhone(reseller);
      const { sessionToken } = await own.sessionFor(sold);
      await end(own);
      expect((await ask('GET', '/profiles', sessionToken)).json().code).toBe('invalid_token');
      expect((await ask('GET', '/device-check?model=x', own.key)).statusCode).toBeGreaterThan(400);
    }
  });

  it('of a live account needs an approved app', async () => {
    const live = await openReseller(store, undefined, 'live');
    const own = await openPhone(live);
    const refused = await ask('GET', '/device-check?model=Pixel', own.key);
    expect(refused.json().code).toBe('forbidden');
    const operator = await reseller.callerFor('operate');
    await operator('POST', `/operator/sdk-apps/${own.appId}/approve`);
    expect((await ask('GET', '/device-check?model=Pixel', own.key)).statusCode).toBe(200);
  });
});

describe('a device check', () => {
  it('names the models that take eSIMs, and says of others that it does not know', async () => {
    const check = async (model: string) =>
      (await ask('GET', `/device-check?model=${encodeURIComponent(model)}`, phone.key)).json();
    expect(await check('Pixel 7')).toMatchObject({ esimCapable: true });
    expect(await check('Nokia 3310')).toEqual({ esimCapable: null, matches: [] });
  });
});

describe('a report of an installation', () => {
  it('counts once, and in a sandbox installs the eSIM', async () => {
    const sold = await reseller.sell();
    const { sessionToken } = await sessionFor(sold);
    const uid = await uidOf(sold);
    const failed = { id: newId(), outcome: 'failed', platformCode: 'NO_MEMORY' };
    expect((await report(uid, sessionToken, failed)).json()).toMatchObject(failed);
    const body = { id: newId(), outcome: 'succeeded' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => report(uid, sessionToken, body)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(5).fill(200));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    const { items } = (await ask('GET', '/profiles', sessionToken)).json();
    expect(items).toMatchObject([
      { state: 'INSTALLED', installCount: 1, reportedInstallation: { outcome: 'succeeded' } },
    ]);
    expect((await report(uid, sessionToken, { ...body, outcome: 'failed' })).json().outcome).toBe(
      'succeeded',
    );
  });

  it('is taken for 30 days, while eSIMs are read for an hour', async () => {
    const sold = await reseller.sell();
    const { sessionToken } = await sessionFor(sold);
    const uid = await uidOf(sold);
    const late = { id: newId(), outcome: 'cancelled', occurredAt: '2020-01-01T00:00:00Z' };
    await move(sessionToken, 29);
    expect((await ask('GET', '/profiles', sessionToken)).json().code).toBe('token_expired');
    const kept = (await report(uid, sessionToken, late)).json();
    // The clock of the phone is wrong: before the sale there was nothing to install.
    expect(Date.parse(kept.occurredAt)).toBeGreaterThan(Date.now() - 60_000);
    await move(sessionToken, 2);
    expect((await report(uid, sessionToken, { ...late, id: newId() })).json().code).toBe(
      'token_expired',
    );
  });

  it('is of an eSIM of the session, and one of 200 at most', async () => {
    const [sold, other] = [await reseller.sell(), await reseller.sell()];
    const { sessionToken } = await sessionFor(sold);
    const body = () => ({ id: newId(), outcome: 'started' });
    const foreign = await report(await uidOf(other), sessionToken, body());
    expect(foreign.json().code).toBe('esim_profile_not_found');
    const uid = await uidOf(sold);
    const first = (await report(uid, sessionToken, body())).json();
    await store.db.run(sql`
      insert into installation_events (account_id, esim_profile_id, id, outcome, platform,
        occurred_at, received_at)
      select account_id, esim_profile_id, gen_random_uuid(), outcome, platform, occurred_at,
        received_at
      from installation_events
      cross join generate_series(1, 199)
      where account_id = ${reseller.id}
        and id = ${first.id}`);
    expect((await report(uid, sessionToken, body())).json().code).toBe('invalid_state');
    expect((await report(uid, sessionToken, { ...body(), id: first.id })).statusCode).toBe(200);
    const wrong = await report(uid, sessionToken, { ...body(), outcome: 'done' });
    expect(wrong.json().code).toBe('invalid_request');
  });
});
