import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(
  openStore({
    GIGASTORE_PUBLIC_URL: 'https://store.example',
    GIGASTORE_TRUSTED_PROXIES: '10.0.0.1',
  }),
  { hasBooks: false },
);
await loadPlans(store.db);

const HOST = 'esim.acme.example';
let acme: Reseller;
let other: Reseller;

const setHost = ({ call }: Reseller, pagesHost: string | null) =>
  call('PUT', '/gigastore/branding', { body: { pagesHost } });

async function linksOf({ call, sell }: Reseller) {
  const { iccid, customerUid } = await sell();
  const esim = (await call('GET', `/gigastore/esims/${iccid}`)).json();
  const path = `/gigastore/activations/customers/${customerUid}`;
  const { customer } = (await call('GET', path)).json();
  return { install: new URL(esim.installationUrl), mine: new URL(customer.profileUrl), esim };
}

const open = (host: string, url: string, more: { remoteAddress?: string; headers?: object } = {}) =>
  store.app.inject({
    url,
    remoteAddress: more.remoteAddress ?? '127.0.0.1',
    headers: { host, ...more.headers },
  });

async function expectMissing(host: string, url: string): Promise<void> {
  const { statusCode, body, headers } = await open(host, url);
  expect([statusCode, headers['content-type']], url).toEqual([404, 'text/html; charset=utf-8']);
  expect(body, url).toContain('<h1>Link not found</h1>');
}

beforeAll(async () => {
  acme = await openReseller(store);
  other = await openReseller(store);
  const answer = await setHost(acme, HOST);
  expect(answer.json()).toMatchObject({ pagesHost: HOST });
  await store.parts.pageHosts.reload();
});

describe("a reseller's own host", () => {
  it('is in its links, which also work on the host of the platform', async () => {
    const { install, mine, esim } = await linksOf(acme);
    expect([install.origin, mine.origin]).toEqual(Array(2).fill(`https://${HOST}`));
    expect(new URL(esim.qrCodeUrl).origin).toBe(`https://${HOST}`);
    for (const host of [HOST, 'store.example']) {
      for (const { pathname } of [install, mine, new URL(esim.qrCodeUrl)]) {
        expect((await open(host, pathname)).statusCode, `${host} ${pathname}`).toBe(200);
      }
    }
    expect((await linksOf(other)).install.origin).toBe('https://store.example');
  });

  it('shows nothing of other resellers, and no other path', async () => {
    const { install, mine, esim } = await linksOf(other);
    const qr = new URL(esim.qrCodeUrl).pathname;
    const foreign = [install.pathname, `${install.pathname}/sheet.pdf`, mine.pathname, qr];
    for (const path of foreign) await expectMissing(HOST, path);
    const paths = [
      '/',
      '/portal',
      '/docs',
      '/openapi.json',
      '/healthz',
      '/install/a/b/c',
      '/nothing',
    ];
    for (const path of [...paths, '/gigastore/branding', '/sandbox/mail', '/install/x']) {
      await expectMissing(HOST, path);
    }
    const { pathname } = new URL((await linksOf(acme)).install);
    await expectMissing(HOST, pathname.slice(0, -1));
    expect((await open(HOST, '/traveller/page.js')).statusCode).toBe(200);
    expect((await open(HOST, '/esim/countries/at/flag')).statusCode).toBe(200);
  });

  it('is named by the client, or by a proxy that is trusted', async () => {
    const { pathname } = (await linksOf(other)).install;
    const headers = { 'x-forwarded-host': HOST };
    const stranger = await open('store.example', pathname, { headers });
    expect(stranger.statusCode).toBe(200);
    const proxied = await open('store.example', pathname, { headers, remoteAddress: '10.0.0.1' });
    expect(proxied.statusCode).toBe(404);
    expect((await open(`${HOST.toUpperCase()}:443`, pathname)).statusCode).toBe(404);
  });

  it('gets a certificate only while it is known', async () => {
    const ask = async (domain: string) =>
      (await open('127.0.0.1', `/internal/pages-host?domain=${domain}`)).statusCode;
    expect(await ask(HOST)).toBe(200);
    expect(await ask('store.example')).toBe(200);
    expect(await ask('elsewhere.example')).toBe(404);
  });

  it('belongs to one reseller, also when two take it at once', async () => {
    const taken = await setHost(other, HOST.toUpperCase());
    expect(taken.json()).toMatchObject({
      errors: [{ path: '/pagesHost', message: 'belongs to another company' }],
    });
    const rivals = await Promise.all(Array.from({ length: 4 }, () => openReseller(store)));
    const host = 'wanted.acme.example';
    const answers = await Promise.all(rivals.map((one) => setHost(one, host)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400, 400, 400]);
  });

  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]',
    'https://esim.acme.example',
    'acme.example/esims',
    'acme.example:8443',
    'user@acme.example',
    '*.acme.example',
    'acme..example',
    'store.example',
    'pages.store.example',
  ])('cannot be %s', async (host) => {
    const refused = await setHost(other, host);
    expect(refused.statusCode, host).toBe(400);
    expect(refused.json().errors).toMatchObject([{ path: '/pagesHost' }]);
  });

  it('may be written in another alphabet or case, and is taken away', async () => {
    const set = await setHost(other, 'Münch.Example.');
    expect(set.json()).toMatchObject({ pagesHost: 'xn--mnch-0ra.example' });
    expect((await setHost(other, null)).json()).toMatchObject({ pagesHost: null });
    await store.parts.pageHosts.reload();
    expect((await linksOf(other)).install.origin).toBe('https://store.example');
  });
});
