import type { BrowserContextOptions, Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { TRAVELLER_LANGUAGES } from '../../src/kernel/traveller-language.ts';
import { sql } from '../../src/platform/db/database.ts';
import { openStore } from '../support/app.ts';
import { createInspector } from '../support/axe.ts';
import { startChromium } from '../support/chromium.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { openReseller, purchase } from '../support/resellers.ts';
import { loadPlans } from '../support/shop.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 ' +
  '(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Chrome/128.0 Mobile Safari/537.36';
const DEVICES: [name: string, options: BrowserContextOptions][] = [
  ['an iPhone', { userAgent: IPHONE, viewport: { width: 360, height: 780 } }],
  ['an Android phone', { userAgent: ANDROID, viewport: { width: 360, height: 780 } }],
  ['a desktop', { viewport: { width: 1280, height: 900 } }],
];

const PATIENCE_MS = 60_000;

const store = await forThisFile(openStore(), { hasBooks: false });
const browser = await forThisFile(startChromium(), { hasBooks: false });
await loadPlans(store.db);
// So many that the list is folded and has a search.
await store.db.run(sql`
  update country_sets
  set countries = '{AT,BE,CH,CZ,DE,DK,ES,FI,FR,GB,IT,NL,PL,PT,US}'
  where code = 'WWW'`);
const url = await store.app.listen({ host: '127.0.0.1', port: 0 });
const reseller = await openReseller(store);
await reseller.call('PUT', '/gigastore/branding', {
  body: {
    displayName: 'Palmgate',
    accentColor: '#6a2c5e',
    supportEmail: 'help@palmgate.example',
    supportPhone: '+43 1 234567',
    supportUrl: 'https://palmgate.example/help',
    shopUrl: 'https://palmgate.example/shop',
    travellersMayStart: true,
  },
});
const { iccid, customerUid, activatedItemUid } = await purchase(reseller, {
  activationMode: 'ON_DEMAND',
});
const links = await linksOf();

async function linksOf(): Promise<
  Record<'install' | 'mine' | 'start' | 'unsubscribe' | 'missing' | 'code', string>
> {
  const esim = (await reseller.call('GET', `/gigastore/esims/${iccid}`)).json();
  const path = `/gigastore/activations/customers/${customerUid}`;
  const { customer } = (await reseller.call('GET', path)).json();
  const mine = new URL(customer.profileUrl).pathname;
  const unsubscribe = store.parts.links.unsubscribe({ accountId: reseller.id, id: customerUid });
  return {
    install: new URL(esim.installationUrl).pathname,
    mine,
    start: `${mine}/start/${activatedItemUid}`,
    unsubscribe: new URL(unsubscribe).pathname,
    missing: '/install/gone',
    code: esim.activationCode,
  };
}

/** Opens a page. Only the test of pages without a network lets their service worker run. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const violations = createInspector();

describe.each(DEVICES)('on %s', (_, options) => {
  it.each(['light', 'dark'] as const)(
    'no page breaks a rule of axe in the %s scheme',
    async (colorScheme) => {
      const { install, mine, start, unsubscribe, missing } = links;
      const page = await open(install, { ...options, colorScheme });
      const coloursOnly = colorScheme === 'dark';
      const arabic = [install, mine, unsubscribe].map((path) => `${path}?lang=ar`);
      for (const path of [install, mine, start, unsubscribe, missing, ...arabic]) {
        await page.goto(path);
        await page.evaluate(
          'document.querySelectorAll("details").forEach((one) => { one.open = true })',
        );
        expect(await violations(page, { coloursOnly }), path).toEqual([]);
      }
      await page.context().close();
    },
    PATIENCE_MS,
  );

  it('no page is wider than the screen, in any language, with all of it unfolded', async () => {
    const page = await open(links.install, options);
    for (const language of TRAVELLER_LANGUAGES) {
      for (const path of [links.install, links.mine, links.unsubscribe]) {
        await page.goto(`${path}?lang=${language}`);
        await page.evaluate(
          'document.querySelectorAll("main details").forEach((one) => { one.open = true })',
        );
        const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wider, `${path} ${language}`).toBeLessThanOrEqual(0);
      }
    }
    await page.context().close();
  });
});

describe('with scripts', () => {
  it('a code is copied with one tap', async () => {
    const page = await open(links.install, {
      ...DEVICES[1]?.[1],
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy: Both in one, for Android' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(links.code);
    await page.context().close();
  });

  it('models are found without leaving the page, and times are those of the device', async () => {
    await store.db.run(sql`
      update esim_profiles set last_seen_at = '2027-01-02T23:30:00Z', current_country = 'AT'
      where iccid = ${iccid}`);
    const page = await open(links.install, { ...DEVICES[0]?.[1], timezoneId: 'Asia/Tokyo' });
    await page.getByText('Does my phone support eSIM?').click();
    await page.getByRole('searchbox').fill('galaxy s24');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Samsung Galaxy S24 Ultra').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.getByText('No data after landing').click();
    await page.getByText('Last seen in Austria, 3 January 2027 at 08:30').waitFor();
    await page.context().close();
  });

  it('a page that is open follows what the store learns, and what is unfolded stays so', async () => {
    const page = await open(links.mine, DEVICES[0]?.[1]);
    const places = page.locator('details:has([data-places])');
    await places.locator('summary').click();
    await store.db.run(sql`
      update esim_profiles set current_country = 'AT', last_seen_at = '2027-01-03T04:05:00Z'
      where iccid = ${iccid}`);
    // The page looks again when it is turned to.
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByText(/3 January 2027/).waitFor();
    await places.getByRole('searchbox').waitFor();
    await page.context().close();
  });

  it('a page that was opened once is shown without a network', async () => {
    const page = await open(links.install, { ...DEVICES[0]?.[1], serviceWorkers: 'allow' });
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload();
    await page.getByRole('heading', { name: 'Install your eSIM' }).waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Install your eSIM' }).waitFor();
    await page.context().close();
  });
});

describe('without scripts', () => {
  it('the ways to install, the search and the codes work', async () => {
    const page = await open(links.install, { ...DEVICES[1]?.[1], javaScriptEnabled: false });
    const button = page.getByRole('link', { name: 'Install on this phone' });
    expect(await button.getAttribute('href')).toContain('esimsetup.android.com');
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0);
    await page.getByText('Does my phone support eSIM?').click();
    await page.getByRole('searchbox').fill('pixel 8');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Google Pixel 8 Pro').waitFor();
    await page.context().close();
  });
});

describe('the page behind "unsubscribe"', () => {
  it('asks once and says that it is done, without scripts, on a phone and with a keyboard', async () => {
    const page = await open(links.unsubscribe, { ...DEVICES[0]?.[1], javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Unsubscribe', exact: true }).press('Enter');
    await page.getByRole('heading', { name: 'You are unsubscribed', exact: true }).waitFor();
    await page.context().close();
    for (const colorScheme of ['light', 'dark'] as const) {
      const done = await open(links.unsubscribe, { ...DEVICES[0]?.[1], colorScheme });
      expect(await violations(done, { coloursOnly: colorScheme === 'dark' })).toEqual([]);
      await done.context().close();
    }
  });
});

describe('the QR code on the page', () => {
  it('says the activation code to a camera', async () => {
    const page = await open(links.install, DEVICES[2]?.[1]);
    const size = 264;
    const red = (await page.evaluate(`(async () => {
      const image = document.querySelector('.qr img');
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = ${size};
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0, ${size}, ${size});
      const { data } = context.getImageData(0, 0, ${size}, ${size});
      return [...data.filter((_, index) => index % 4 === 0)];
    })()`)) as number[];
    const data = Uint8Array.from(red.flatMap((value) => [value, value, value, 255]));
    expect(decodeQR({ width: size, height: size, data })).toBe(links.code);
    await page.context().close();
  });
});
