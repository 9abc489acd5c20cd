import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { androidApp, iosApp, newSdkApp } from '../../../test/support/sdk-apps.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const open = (mode?: 'live') => openReseller(store, undefined, mode);

/** The channels that are on, each with its keys and apps. */
async function channelsOf({ call }: Pick<Reseller, 'call'>) {
  const answer = await call('GET', '/gigastore/sales-channels');
  expect(answer.statusCode, answer.body).toBe(200);
  const { items } = answer.json<{ items: Record<string, unknown>[] }>();
  expect(items.map(({ channel }) => channel)).toEqual([
    'API',
    'MCP',
    'PORTAL',
    'IOS_SDK',
    'ANDROID_SDK',
  ]);
  const on = items.filter(({ active }) => active);
  return Object.fromEntries(on.map(({ channel, keys, apps }) => [channel, [keys, apps]]));
}

/** An app that activates packages, with a key. */
async function sellingApp(reseller: Reseller, draft: object = androidApp()) {
  const appId = await newSdkApp(reseller, { ...draft, activatesItems: true });
  const made = await reseller.call('POST', '/gigastore/sdk/keys', { body: { appId } });
  return { appId, keyId: made.json().id as string };
}

describe('the sales channels of an account', () => {
  it('are the API, the tools of agents and the portal, until an app sells', async () => {
    const reseller = await open();
    const own = { API: [1, 0], MCP: [1, 0], PORTAL: [0, 0] };
    expect(await channelsOf(reseller)).toEqual(own);
    const appId = await newSdkApp(reseller, { ...iosApp(), activatesItems: true });
    await newSdkApp(reseller);
    expect(await channelsOf(reseller)).toEqual(own);
    await reseller.call('POST', '/gigastore/sdk/keys', { body: { appId } });
    expect(await channelsOf(reseller)).toEqual({ ...own, IOS_SDK: [1, 1] });
    await sellingApp(reseller);
    const { appId: second } = await sellingApp(reseller);
    await reseller.call('POST', '/gigastore/sdk/keys', { body: { appId: second } });
    expect(await channelsOf(reseller)).toMatchObject({ ANDROID_SDK: [3, 2], IOS_SDK: [1, 1] });
    expect(await channelsOf(await open())).toEqual(own);
  });

  it('of apps end with their key, their registration and their refusal', async () => {
    const reseller = await open();
    const operator = await reseller.callerFor('operate');
    type App = Awaited<ReturnType<typeof sellingApp>>;
    const ends = [
      ({ keyId }: App) => reseller.call('DELETE', `/gigastore/sdk/keys/${keyId}`),
      ({ appId }: App) => reseller.call('DELETE', `/gigastore/sdk/apps/${appId}`),
      ({ appId }: App) =>
        operator('POST', `/operator/sdk-apps/${appId}/reject`, { body: { reason: 'Mistake' } }),
    ];
    for (const end of ends) {
      const app = await sellingApp(reseller);
      expect(await channelsOf(reseller)).toHaveProperty('ANDROID_SDK');
      await end(app);
      expect(await channelsOf(reseller)).not.toHaveProperty('ANDROID_SDK');
    }
  });

  it('of the apps of a live account begin with their approval', async () => {
    const live = await open('live');
    const { appId } = await sellingApp(live);
    expect(await channelsOf(live)).not.toHaveProperty('ANDROID_SDK');
    const operator = await live.callerFor('operate');
    await operator('POST', `/operator/sdk-apps/${appId}/approve`);
    expect(await channelsOf(live)).toHaveProperty('ANDROID_SDK');
  });

  it('of API keys are those in which their mandates let them sell', async () => {
    const reseller = await open();
    const person = { call: await reseller.callerFor('team') };
    const mandate = {
      perSale: null,
      perDay: null,
      perMonth: null,
      inventoryItemIds: null,
      countrySets: null,
      channels: null,
      expiresAt: null,
    };
    const agent = await reseller.keyOf({ mandate: { ...mandate, channels: ['MCP'] } });
    const ended = { ...mandate, expiresAt: new Date(Date.now() - 1_000) };
    await reseller.keyOf({ mandate: ended });
    await reseller.keyOf({ scopes: ['read'] });
    expect(await channelsOf(reseller)).toMatchObject({ API: [1, 0], MCP: [2, 0] });
    await reseller.call('DELETE', `/gigastore/api-keys/${reseller.key.clientId}`);
    expect(await channelsOf(person)).toEqual({ MCP: [1, 0], PORTAL: [0, 0] });
    await person.call('DELETE', `/gigastore/api-keys/${agent.clientId}`);
  });
});
