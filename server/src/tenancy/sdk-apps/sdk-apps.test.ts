import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { androidApp, iosApp, newSdkApp } from '../../../test/support/sdk-apps.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call } = reseller;
const APPS = '/gigastore/sdk/apps';
const KEYS = '/gigastore/sdk/keys';
const DAY_MS = 86_400_000;

const keysOf = async (appId: string) => {
  const { items } = (await call('GET', KEYS)).json();
  return items.filter((key: { appId: string }) => key.appId === appId);
};
const newKeyOf = async (appId: string) =>
  (await call('POST', KEYS, { body: { appId } })).json<{ id: string; key: string }>();

/** The actions of the audit log about something, the oldest first. */
async function actionsOn(target: string): Promise<string[]> {
  const owner = await reseller.callerFor('team');
  const { items } = (await owner('GET', '/gigastore/audit-log?limit=200')).json();
  const own = items.filter((entry: { target: string }) => entry.target === target);
  return own.map(({ action }: { action: string }) => action).reverse();
}

describe('an app', () => {
  it('is registered with one spelling of its certificates, and waits for a decision', async () => {
    const certificateSha256 = [
      'ab'.repeat(32),
      Array.from({ length: 32 }, () => 'AB').join(':'),
      '0f'.repeat(32),
    ];
    const draft = { ...androidApp(), certificateSha256 };
    const answer = await call('POST', APPS, { body: draft });
    expect(answer.json()).toMatchObject({
      platform: 'android',
      packageName: draft.packageName,
      bundleId: null,
      teamId: null,
      state: 'requested',
      decidedAt: null,
      certificateSha256: ['AB', '0F'].map((pair) => Array(32).fill(pair).join(':')),
    });
    expect((await call('GET', APPS)).json().items).toContainEqual(answer.json());
    const ios = iosApp();
    expect((await call('POST', APPS, { body: ios })).json()).toMatchObject({
      ...ios,
      packageName: null,
      certificateSha256: [],
    });
  });

  it.each<[string, object, string]>([
    ['an iOS app without a bundle ID', { ...iosApp(), bundleId: undefined }, '/bundleId'],
    ['an iOS app of no team', { ...iosApp(), teamId: 'short' }, '/teamId'],
    ['an iOS app with a package name', { ...iosApp(), packageName: 'a.b' }, '/packageName'],
    ['a package name of one part', { ...androidApp(), packageName: 'travel' }, '/packageName'],
    ['an Android app with a team', { ...androidApp(), teamId: 'A1B2C3D4E5' }, '/teamId'],
    ['no certificate', { ...androidApp(), certificateSha256: [] }, '/certificateSha256'],
    ['a SHA-1', { ...androidApp(), certificateSha256: ['ab'.repeat(20)] }, '/certificateSha256/0'],
    ['a blank name', { ...androidApp(), name: ' ' }, '/name'],
  ])('is refused by its field: %s', async (_, body, path) => {
    const answer = await call('POST', APPS, { body });
    expect(answer.statusCode, answer.body).toBe(400);
    expect(answer.json().errors).toMatchObject([{ path }]);
  });

  it('is registered once in an account, also by parallel requests, until it is removed', async () => {
    const body = androidApp();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', APPS, { body })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409]);
    const { id } = answers.find(({ statusCode }) => statusCode === 200)?.json() ?? {};
    expect((await call('DELETE', `${APPS}/${id}`)).statusCode).toBe(204);
    expect((await call('POST', APPS, { body })).statusCode).toBe(200);
    expect(await actionsOn(id)).toEqual(['sdk_app.registered', 'sdk_app.removed']);
  });

  it('keeps what a change leaves out, such as the certificates of a colleague', async () => {
    const id = await newSdkApp(reseller);
    const put = async (body: object) => (await call('PUT', `${APPS}/${id}`, { body })).json();
    const certificateSha256 = [Array(32).fill('CD').join(':')];
    const changed = await put({ certificateSha256 });
    expect(await put({ activatesItems: true })).toEqual({ ...changed, activatesItems: true });
    const both = { name: 'Acme Safe' };
    const answers = await Promise.all([put(both), put({ activatesItems: false })]);
    expect(answers.map(({ certificateSha256: [sha] }) => sha)).toEqual([
      ...certificateSha256,
      ...certificateSha256,
    ]);
    const { items } = (await call('GET', APPS)).json();
    const kept = { ...changed, ...both, activatesItems: false };
    expect(items.find((app: { id: string }) => app.id === id)).toEqual(kept);
    const ios = await newSdkApp(reseller, iosApp());
    const renamed = await call('PUT', `${APPS}/${ios}`, { body: both });
    expect(renamed.json()).toMatchObject({ ...both, teamId: iosApp().teamId });
  });

  it('of another account is not found', async () => {
    const id = await newSdkApp(await openReseller(store));
    expect((await call('DELETE', `${APPS}/${id}`)).json().code).toBe('sdk_app_not_found');
  });
});

describe('the decision about an app', () => {
  it('is the platform’s, can be changed, and is in the reseller’s audit log', async () => {
    const id = await newSdkApp(reseller);
    const operator = await reseller.callerFor('operate');
    const decide = (how: string, body?: object) =>
      operator('POST', `/operator/sdk-apps/${id}/${how}`, body && { body });
    const waiting = (await operator('GET', '/operator/sdk-apps?state=requested')).json();
    expect(waiting.items[0]).toMatchObject({ id, organizationName: expect.any(String) });

    expect((await decide('approve')).json()).toMatchObject({ state: 'approved' });
    expect((await decide('approve')).json().code).toBe('invalid_state');
    expect((await decide('reject', { reason: 'Another company' })).json()).toMatchObject({
      state: 'rejected',
      rejectionReason: 'Another company',
      decidedAt: expect.any(String),
    });
    const mine = (await call('GET', APPS)).json().items;
    expect(mine.find((app: { id: string }) => app.id === id).rejectionReason).toBe(
      'Another company',
    );
    expect(await actionsOn(id)).toEqual([
      'sdk_app.registered',
      'sdk_app.approved',
      'sdk_app.rejected',
    ]);
  });

  it('is made by operators only', async () => {
    const id = await newSdkApp(reseller);
    const answer = await call('POST', `/operator/sdk-apps/${id}/approve`);
    expect(answer.json().code).toBe('insufficient_scope');
  });

  it('is requested again when a certificate changes, and not when the name does', async () => {
    const { platform: _, ...body } = androidApp();
    const app = await call('POST', APPS, { body: { ...body, platform: 'android' } });
    const { id } = app.json();
    const operator = await reseller.callerFor('operate');
    await operator('POST', `/operator/sdk-apps/${id}/approve`);
    const put = (change: object) => call('PUT', `${APPS}/${id}`, { body: { ...body, ...change } });
    expect((await put({ name: 'Acme' })).json()).toMatchObject({ name: 'Acme', state: 'approved' });
    const certificateSha256 = ['cd'.repeat(32)];
    expect((await put({ certificateSha256 })).json()).toMatchObject({
      state: 'requested',
      decidedAt: null,
    });
    expect((await put({ packageName: 'com.other.app' })).json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/packageName' }],
    });
  });
});

describe('a publishable key', () => {
  it('says by its beginning whether its account is live', async () => {
    const sandbox = await newKeyOf(await newSdkApp(reseller));
    expect(sandbox.key).toMatch(/^pk_test_[0-9a-f]{32}$/);
    const live = await openReseller(store, undefined, 'live');
    const body = { appId: await newSdkApp(live) };
    expect((await live.call('POST', KEYS, { body })).json().key).toMatch(/^pk_live_[0-9a-f]{32}$/);
  });

  it('works on for 90 days after a rotation, and no longer after the next', async () => {
    const appId = await newSdkApp(reseller);
    const { id, key } = await newKeyOf(appId);
    const rotate = (body = {}) => call('POST', `${KEYS}/${id}/rotate`, { body });
    const second = (await rotate()).json();
    expect(second).toMatchObject({ appId, active: true, expiresAt: null });
    expect(second.key).not.toBe(key);
    const [, first] = await keysOf(appId);
    expect(first).toMatchObject({ id, active: true });
    const left = new Date(first.expiresAt).getTime() - Date.now();
    expect(left).toBeGreaterThan(89 * DAY_MS);
    expect(left).toBeLessThan(91 * DAY_MS);

    const soon = new Date(Date.now() + DAY_MS).toISOString();
    await rotate({ previousKeyExpiresAt: soon });
    await rotate();
    const kept = (await keysOf(appId)).find((one: { id: string }) => one.id === id);
    expect(kept.expiresAt).toBe(soon);
    expect((await rotate({ previousKeyExpiresAt: '2029-01-01T00:00:00Z' })).json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/previousKeyExpiresAt' }],
    });
  });

  it('ends at once if it is disabled or rotated into the past, and cannot come back', async () => {
    const appId = await newSdkApp(reseller);
    const { id } = await newKeyOf(appId);
    expect((await call('DELETE', `${KEYS}/${id}`)).statusCode).toBe(204);
    expect(await keysOf(appId)).toMatchObject([{ active: false }]);
    const again = await call('POST', `${KEYS}/${id}/rotate`, { body: {} });
    expect(again.json().code).toBe('invalid_state');
    const other = await newKeyOf(appId);
    const past = { previousKeyExpiresAt: '2020-01-01T00:00:00Z' };
    await call('POST', `${KEYS}/${other.id}/rotate`, { body: past });
    const active = (await keysOf(appId)).filter((key: { active: boolean }) => key.active);
    expect(active).toHaveLength(1);
    expect(await actionsOn(id)).toEqual(['sdk_key.created', 'sdk_key.disabled']);
  });

  it('is one of at most five that an app has in use, also by parallel requests', async () => {
    const appId = await newSdkApp(reseller);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', KEYS, { body: { appId } })),
    );
    const made = answers.filter(({ statusCode }) => statusCode === 200);
    expect(made).toHaveLength(5);
    const { id } = made[0]?.json() ?? {};
    expect((await call('POST', `${KEYS}/${id}/rotate`, { body: {} })).statusCode).toBe(409);
    const past = { previousKeyExpiresAt: '2020-01-01T00:00:00Z' };
    expect((await call('POST', `${KEYS}/${id}/rotate`, { body: past })).statusCode).toBe(200);
  });

  it('ends with its app', async () => {
    const appId = await newSdkApp(reseller);
    await newKeyOf(appId);
    await call('DELETE', `${APPS}/${appId}`);
    expect(await keysOf(appId)).toMatchObject([{ active: false }]);
  });
});
