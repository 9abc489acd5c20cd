import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anItem, type KitStore, openKitStore } from '../../typescript/test/support/store.ts';
import type { AppProgress } from '../src/app.ts';
import { createWebApp } from '../src/web/web-app.ts';
import { memoryStorage } from './support/memory-storage.ts';

const TIMEOUT_MS = 60_000;
const IPHONE = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)' };

let kit: KitStore;
let item: string;
let sdkKey: string;
beforeAll(async () => {
  kit = await openKitStore();
  item = await anItem(kit.client());
  const { sdk } = kit.client();
  const certificateSha256 = ['ab'.repeat(32)];
  const names = { platform: 'android', name: 'Acme', packageName: 'com.acme.app' } as const;
  const { id: appId } = await sdk.registerApp({ ...names, certificateSha256 });
  sdkKey = (await sdk.createKey({ appId })).key ?? '';
}, TIMEOUT_MS);
afterAll(() => kit.close(), TIMEOUT_MS);

/** What the reseller's server asks of the store. */
const installTokenFor = async (customerUid: string) =>
  (await kit.client().sdk.createInstallToken({ customerUid })).token;

/** A page of the app, whose users are customers of the reseller. */
async function openPage({ storage = memoryStorage(), userToken = '' } = {}) {
  const app = createWebApp({ storage, navigator: IPHONE, pausesMs: [10, 10] });
  app.setInstallTokenSource((customerUid) => installTokenFor(customerUid ?? ''));
  await app.setUserToken(userToken);
  await app.load({ sdkKey, testMode: true, storeUrl: kit.url });
  return { app, storage };
}
const sell = async () => {
  const { customer, esimProfile } = await kit
    .client()
    .customers.register({ inventoryItemId: item });
  return { userToken: customer.uid, iccid: esimProfile?.iccid };
};
const reportsIn = (storage: ReturnType<typeof memoryStorage>) =>
  JSON.parse(storage.getItem('gigastore.reports') ?? '[]');

describe('a page with the real store', () => {
  it('reads the eSIMs of its user, and installs one on the simulated phone', async () => {
    await kit.fail([]);
    const { userToken, iccid } = await sell();
    const { app, storage } = await openPage({ userToken });
    const [profile] = await app.getAllProfiles();
    if (!profile) throw new Error('Nothing was sold.');
    expect(profile).toMatchObject({ iccid, state: 'RELEASED' });
    const steps: AppProgress[] = [];
    const onProgress = (progress: AppProgress) => void steps.push(progress);
    const done = await app.installProfile(profile, { onProgress });
    expect(done).toMatchObject({ way: 'simulated', isConfirmed: true });
    expect(done.profile.state).toBe('INSTALLED');
    expect(steps.map(({ step }) => step)).toEqual(['starting', 'running', 'finished']);
    expect(reportsIn(storage)).toEqual([]);
    await expect(app.installProfile(profile)).rejects.toMatchObject({ kind: 'already_installed' });
  });

  it('keeps a report that the store does not get, and sends it with the next page', async () => {
    const { userToken } = await sell();
    const { app, storage } = await openPage({ userToken });
    const [profile] = await app.getAllProfiles();
    if (!profile) throw new Error('Nothing was sold.');
    const lost = { method: 'POST', path: `/sdk/v1/profiles/${profile.id}`, do: 'cut_before' };
    await kit.fail([{ ...lost, times: 9 }]);
    expect((await app.installProfile(profile)).profile.state).toBe('RELEASED');
    expect(reportsIn(storage)).toHaveLength(2);
    await kit.fail([{ ...lost, times: 1, do: 'cut_after' }]);
    const next = await openPage({ storage, userToken });
    // The answer to the first report was lost, so that the page after this one sends it again.
    expect(reportsIn(storage)).toHaveLength(1);
    expect((await next.app.getProfile(profile.id)).state).toBe('INSTALLED');
    await openPage({ storage, userToken });
    expect(reportsIn(storage)).toEqual([]);
  });

  it('reads nothing of another user', async () => {
    await kit.fail([]);
    const [ada, bob] = [await sell(), await sell()];
    const { app } = await openPage(ada);
    const [profile] = await app.getAllProfiles();
    await app.setUserToken(bob.userToken);
    expect(await app.getAllProfiles()).toMatchObject([{ iccid: bob.iccid }]);
    const refused = app.getProfile(profile?.id ?? '');
    await expect(refused).rejects.toMatchObject({ platformCode: 'esim_profile_not_found' });
  });

  it('opens one session for calls at once, and another one when it has ended', async () => {
    const { userToken } = await sell();
    const { app } = await openPage({ userToken });
    const ended = { method: 'GET', path: '/sdk/v1/profiles', do: 'answer' };
    const answer = { status: 401, body: { code: 'token_expired' } };
    await kit.fail([{ ...ended, times: 2, answer }]);
    await Promise.all([app.getAllProfiles(), app.getAllProfiles()]);
    const sessions = (await kit.requests()).filter(({ path }) => path === '/sdk/v1/sessions');
    expect(sessions).toHaveLength(2);
  });

  it('repeats what does not arrive, and says at last that the store is away', async () => {
    const { userToken } = await sell();
    const { app } = await openPage({ userToken });
    const cut = { method: 'GET', path: '/sdk/v1/profiles', do: 'cut_before' };
    await kit.fail([{ ...cut, times: 2 }]);
    expect(await app.getAllProfiles()).toHaveLength(1);
    await kit.fail([{ ...cut, times: 3 }]);
    await expect(app.getAllProfiles()).rejects.toMatchObject({ kind: 'network' });
  });

  it('is refused with an install token that another page has used', async () => {
    await kit.fail([]);
    const { userToken } = await sell();
    const token = await installTokenFor(userToken);
    const pages = await Promise.all([openPage({ userToken }), openPage({ userToken })]);
    for (const { app } of pages) app.setInstallTokenSource(async () => token);
    const [first, second] = pages.map(({ app }) => app.getAllProfiles());
    const answers = await Promise.allSettled([first, second]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.find(({ status }) => status === 'rejected');
    const reason = { kind: 'unauthorised', platformCode: 'invalid_credentials' };
    expect(refused).toMatchObject({ reason });
  });
});
