import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { androidApp, iosApp } from '../../../test/support/sdk-apps.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore({ GIGASTORE_PUBLIC_URL: 'https://store.example' }), {
  hasBooks: false,
});
await loadPlans(store.db);
const HOST = 'esim.acme.example';

const read = async (host: string, file: string) => {
  const answer = await store.app.inject({ url: `/.well-known/${file}`, headers: { host } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  return answer.json();
};
const apple = (host: string) => read(host, 'apple-app-site-association');
const android = (host: string) => read(host, 'assetlinks.json');

async function registered({ call }: Reseller, body: object): Promise<string> {
  return (await call('POST', '/gigastore/sdk/apps', { body })).json().id;
}

it('the files of a host name the approved apps of its accounts, and their links alone', async () => {
  const [acme, other] = [await openReseller(store), await openReseller(store)];
  await acme.call('PUT', '/gigastore/branding', { body: { pagesHost: HOST } });
  await store.parts.pageHosts.reload();
  const operator = await acme.callerFor('operate');
  const apps = { ios: iosApp(), android: androidApp(), foreign: iosApp() };
  const ids = [
    await registered(acme, apps.ios),
    await registered(acme, apps.android),
    await registered(other, apps.foreign),
  ];
  expect([await apple(HOST), await android(HOST)]).toEqual([{ applinks: { details: [] } }, []]);
  for (const id of ids) await operator('POST', `/operator/sdk-apps/${id}/approve`);

  const { applinks } = await apple(HOST);
  expect(applinks.details).toMatchObject([{ appIDs: [`A1B2C3D4E5.${apps.ios.bundleId}`] }]);
  const certificate = (apps.android.certificateSha256[0] ?? '').toUpperCase();
  expect(await android(HOST)).toEqual([
    {
      relation: ['delegate_permission/common.handle_all_urls'],
      target: {
        namespace: 'android_app',
        package_name: apps.android.packageName,
        sha256_cert_fingerprints: [certificate.match(/../g)?.join(':')],
      },
    },
  ]);

  const shared = (await apple('store.example')).applinks.details;
  expect(shared.map(({ appIDs }: { appIDs: string[] }) => appIDs[0])).toEqual([
    `A1B2C3D4E5.${apps.ios.bundleId}`,
    `A1B2C3D4E5.${apps.foreign.bundleId}`,
  ]);
  expect(await android('store.example')).toEqual([]);

  const opens = async (reseller: Reseller, pattern: string) => {
    const { iccid } = await reseller.sell();
    const { installationUrl } = (await reseller.call('GET', `/gigastore/esims/${iccid}`)).json();
    return new URL(installationUrl).pathname.startsWith(pattern.slice(0, -1));
  };
  const [ofAcme, ofOther] = shared.map(
    ({ components }: { components: { '/': string }[] }) => components[0]?.['/'] ?? '',
  );
  expect(ofAcme).toMatch(/^\/install\/[\w-]{21}\*$/);
  expect(await opens(acme, ofAcme)).toBe(true);
  expect(await opens(other, ofOther)).toBe(true);
  expect(await opens(other, ofAcme)).toBe(false);

  await operator('POST', `/operator/sdk-apps/${ids[0]}/reject`, { body: { reason: 'Mistake' } });
  expect((await apple(HOST)).applinks.details).toEqual([]);
});
