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
    await page.goto('/portal/sandbox/webhooks?new=endpoint');
    const form = page.getByRole('dialog');
    await form.getByLabel('URL').fill(url);
    await form.getByLabel('Note').fill('Shop');
    await form.getByRole('button', { name: 'Save endpoint' }).click();
    await form.getByText('Copy the signing secret now').waitFor();
    await form.getByRole('button', { name: 'I have copied it' }).click();

    const owner = await stage.as('owner');
    const added = await owner.request.post('/gigastore/sandbox/credits', {
      headers: { Origin: stage.url, 'X-Account': 'sandbox', 'Idempotency-Key': newId() },
      data: { amount: { priceValue: 5, currencyCode: 'USD' } },
    });
    expect(added.ok()).toBe(true);
    await owner.close();
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1);
    await page.getByRole('tab', { name: 'Deliveries' }).click();
    const failed = page.getByRole('row').filter({ hasText: 'credits.added' });
    await expect.poll(() => failed.filter({ hasText: 'Failed' }).count()).toBe(1);
    await failed.getByRole('button').click();
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
    await page.getByText('One delivery is sent again.').waitFor();
    await page.getByRole('row').filter({ hasText: 'Delivered' }).first().waitFor();
    expect(received.at(-1)).toBe(received[0]);
    await context.close();
  },
  PATIENCE_MS,
);
