import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { phoneOf } from '../../../sdks/typescript/src/sandbox/index.ts';
import { type KitStore, openKitStore } from '../../../sdks/typescript/test/support/store.ts';
import { startChromium } from '../../../server/test/support/chromium.ts';
import { freePort } from '../../../server/test/support/pasted.ts';
import { ensureClientsBuilt } from '../../../tools/setup.mjs';

type Browser = Awaited<ReturnType<typeof startChromium>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

const SHOP = join(import.meta.dirname, '../shop.mjs');
const TIMEOUT_MS = 120_000;
const KEPT_BYTES = 1024 ** 2;

let kit: KitStore;
let folder: string;
let port: string;
let shop: ChildProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await ensureClientsBuilt();
  // Links and QR codes name the store's own address, so its port is known before it starts.
  kit = await openKitStore({ PORT: String(await freePort()) });
  folder = await mkdtemp(join(tmpdir(), 'gigastore-shop-'));
  port = String(await freePort());
  browser = await startChromium();
  page = await browser.newPage();
}, TIMEOUT_MS);
afterEach(kill);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

async function open(): Promise<string> {
  shop = spawn(process.execPath, [SHOP], {
    cwd: folder,
    env: { PATH: process.env.PATH, GIGASTORE_URL: kit.url, SHOP_PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: shop.stdout as NodeJS.ReadableStream })) {
    const [, url] = /The shop is open: (\S+)/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('The shop did not open.');
}

async function kill(): Promise<void> {
  if (shop.exitCode !== null || shop.signalCode !== null) return;
  const ended = once(shop, 'exit');
  shop.kill('SIGKILL');
  await ended;
}

async function readOrders() {
  const text = await readFile(join(folder, '.gigastore-shop.json'), 'utf8');
  const { orders } = JSON.parse(text);
  return Object.values(orders) as { id: string; esim: { iccid: string }; customerUid: string }[];
}

async function order(email: string): Promise<void> {
  await page.getByLabel('Where to?').selectOption('AT');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('radio', { name: / 1 GB/ }).first().check();
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Buy' }).click();
}

it(
  'sells, warns when little data is left, tops up, and refunds',
  async () => {
    const url = await open();
    await page.goto(url);
    await order('ada@example.com');
    await page.getByRole('button', { name: /^Pay \$/ }).click();
    const code = page.getByRole('img', { name: 'QR code of your eSIM' });
    await code.waitFor();
    const width = () => code.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(width, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await page.getByRole('link', { name: 'Install' }).getAttribute('href')).toContain(
      'http',
    );

    const [sold] = await readOrders();
    const phone = phoneOf(kit.client(), sold?.esim.iccid ?? '');
    await phone.install();
    await phone.travel('AT');
    const { totalAvailableBytes } = await phone.use(1);
    await phone.use(totalAvailableBytes - KEPT_BYTES);
    const warning = page.getByRole('alert').getByText('Little data is left');
    await expect.poll(() => page.reload().then(() => warning.count()), { timeout: 30_000 }).toBe(1);
    expect(await page.locator('#left').textContent()).toBe('1 MB');
    await page.getByRole('button', { name: 'Top up' }).click();
    await expect.poll(() => page.locator('#left').textContent()).not.toBe('1 MB');
    expect(await warning.count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Refund' }).count()).toBe(0);

    await page.goto(url);
    await order('bob@example.com');
    await page.getByRole('button', { name: /^Pay \$/ }).click();
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.getByRole('heading', { name: 'Refunded' }).waitFor();
  },
  TIMEOUT_MS,
);

it(
  'leads an order without an item back to the offers, and says that its port is taken',
  async () => {
    const url = await open();
    const body = new URLSearchParams({ email: 'ada@example.com' });
    const asked = await fetch(`${url}/orders`, { method: 'POST', body, redirect: 'manual' });
    expect(asked.headers.get('location')).toBe('/');
    const { status, stderr } = spawnSync(process.execPath, [SHOP], {
      cwd: folder,
      env: { PATH: process.env.PATH, GIGASTORE_URL: kit.url, SHOP_PORT: port },
      encoding: 'utf8',
      timeout: TIMEOUT_MS,
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `Port ${port} is in use: set SHOP_PORT to another one.\n`,
    });
  },
  TIMEOUT_MS,
);

it(
  'sells a paid order once, although the shop died between payment and sale',
  async () => {
    const url = await open();
    await page.goto(url);
    await order('eve@example.com');
    await page.getByRole('heading', { name: 'Payment' }).waitFor();
    // The store sells, and the shop gets no answer.
    const path = '/gigastore/activations/register';
    await kit.fail([{ method: 'POST', path, times: 99, do: 'cut_after' }]);
    const paying = page
      .getByRole('button', { name: /^Pay \$/ })
      .click()
      .catch(() => {});
    const sold = async () => (await kit.requests()).filter((sent) => sent.path === path).length;
    await expect.poll(sold, { timeout: 30_000 }).toBeGreaterThan(0);
    await kill();
    await paying;
    await kit.fail([]);
    const again = await open();
    const eve = (await readOrders()).at(-1);
    // The page of the shop that died may still be loading its own error, which ends a `goto` in it.
    const opened = await browser.newPage();
    await opened.goto(`${again}/orders/${eve?.id}`);
    await opened.getByRole('img', { name: 'QR code of your eSIM' }).waitFor();
    expect((await kit.client().packages.list({ q: eve?.id })).items).toHaveLength(1);
  },
  TIMEOUT_MS,
);

it('answers a refusal of the store with its reason, and an unknown page with 404', async () => {
  const url = await open();
  const body = new URLSearchParams({ item: 'none', email: 'ada@example.com' });
  const refused = await fetch(`${url}/orders`, { method: 'POST', body });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('>No inventory item has this ID.<');
  expect((await fetch(`${url}/orders/none`)).status).toBe(404);
  const forged = await fetch(`${url}/hooks`, { method: 'POST', body: '{}' });
  expect(forged.status).toBe(401);
});
