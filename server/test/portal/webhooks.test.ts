import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { openStage, type Stage } from './stage.ts';

const PATIENCE_MS = 120_000;

let stage: Stage;
let receiver: Server;
let url: string;
/** What the receiver answers, and the IDs of the deliveries that it received. */
let status = 410;
const received: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    request.resume();
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
}, PATIENCE_MS);
afterAll(async () => {
  receiver?.close();
  await stage?.close();
});

it(
  'a developer adds an endpoint, sees it disabled, switches it on again and replays what failed',
  async () => {
    const context = await stage.as('developer', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    // Before there is an endpoint, since this makes an event too.
    await act('/gigastore/sandbox/credits', { amount: { priceValue: 50, currencyCode: 'USD' } });
    await page.goto('/portal/sandbox/webhooks?new=endpoint');
    const form = page.getByRole('dialog');
    await form.getByLabel('URL').fill(url);
    await form.getByLabel('Note').fill('Shop');
    await form.getByRole('button', { name: 'Save endpoint' }).click();
    await form.getByText('Copy the signing secret now').waitFor();
    await form.getByRole('button', { name: 'I have copied it' }).click();

    await sellOne();
    await expect.poll(() => received.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.getByRole('tab', { name: 'Deliveries' }).click();
    const failed = page.getByRole('row').filter({ hasText: 'package.purchased' });
    await failed.filter({ hasText: 'Failed' }).first().waitFor();
    await failed.getByRole('button').first().click();
    await page
      .getByText(/^410 in /)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');

    status = 204;
    await page.getByRole('tab', { name: 'Endpoints' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    const openMenu = () => page.getByRole('button', { name: `Actions of ${url}` }).click();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Switch on' }).click();
    await page.getByText('Receiving', { exact: true }).waitFor();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Send a test' }).click();
    await page.getByText('The endpoint answered 204.').waitFor();

    await openMenu();
    await page.getByRole('menuitem', { name: 'Show deliveries' }).click();
    await page.getByRole('button', { name: 'Replay several' }).click();
    const replay = page.getByRole('dialog');
    await replay.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText(/(is|are) sent again\.$/).waitFor();
    await page.getByRole('row').filter({ hasText: 'Delivered' }).first().waitFor();
    const isReplayed = () => received.slice(1).includes(received[0] ?? '');
    await expect.poll(isReplayed, { timeout: 20_000 }).toBe(true);
    await context.close();
  },
  PATIENCE_MS,
);

/** Sells the cheapest package, which makes the first event of the endpoint. */
async function sellOne(): Promise<void> {
  const owner = await stage.as('owner');
  const inventory = await owner.request.get(
    '/gigastore/products/inventory?active=true&sort_by=PRICE',
    { headers: { 'X-Account': 'sandbox' } },
  );
  const { items } = (await inventory.json()) as { items: { id: string }[] };
  await owner.close();
  await act('/gigastore/activations/register', { inventoryItemId: items[0]?.id });
}

/** Makes a call as the owner. */
async function act(path: string, data: object): Promise<void> {
  const owner = await stage.as('owner');
  const headers = { Origin: stage.url, 'X-Account': 'sandbox', 'Idempotency-Key': newId() };
  const answer = await owner.request.post(path, { headers, data });
  expect(answer.ok()).toBe(true);
  await owner.close();
}
