import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIRequestContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { openPlayStore } from '../support/attesting-phones.ts';
import { createInspector } from '../support/axe.ts';
import { failDelivery } from './behind-the-page.ts';
import { type Stage, show } from './stage.ts';
import { openTestStage } from './test-stage.ts';

const PATIENCE_MS = 120_000;

let stage: Stage;
let receiver: Server;
let url: string;
/** What the receiver answers, and the IDs of the deliveries that it received. */
let status = 410;
const received: string[] = [];

beforeAll(async () => {
  stage = await openTestStage();
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

it(
  'a developer gives a key a mandate, and approves and rejects the sales that it asks for',
  async () => {
    const context = await stage.as('developer', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto('/portal/sandbox/keys?new=key');
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: true }).fill('Agent');
    await form.getByLabel('Most per sale', { exact: true }).fill('0.01');
    await form.getByLabel('Ask a person about dearer sales', { exact: true }).check();
    await form.getByRole('combobox', { name: 'Only in these channels' }).press('ArrowDown');
    await page.getByRole('option', { name: 'API: calls and batches', exact: true }).click();
    const made = page.waitForResponse((one) => one.request().method() === 'POST');
    await form.getByRole('button', { name: 'Create key', exact: true }).click();
    const { clientId, clientSecret, mandate } = await (await made).json();
    expect(mandate.channels).toEqual(['API']);
    await form.getByRole('button', { name: 'I have copied it', exact: true }).click();

    const token = await signInAs(`${clientId}:${clientSecret}`);
    const first = await askForSale(token);
    const second = await askForSale(token);
    await page.goto('/portal/sandbox/approvals');
    const of = (id: string) => page.locator(`li[aria-label$="${id}"]`);
    await of(first).getByRole('button', { name: 'Approve', exact: true }).click();
    await of(first).getByText('Sold package', { exact: true }).waitFor();
    await of(second).getByRole('button', { name: 'Reject', exact: true }).click();
    await of(second).getByText('Rejected', { exact: true }).waitFor();
    await context.close();
  },
  PATIENCE_MS,
);

/** Returns the access token of a key. */
async function signInAs(credentials: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  const headers = { authorization };
  const answer = await fetch(`${stage.url}/reseller/authenticate`, { method: 'POST', headers });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Asks for a sale with a key whose mandate asks, and returns the ID of the approval. */
async function askForSale(token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const inventory = await fetch(`${stage.url}/gigastore/products/inventory?active=true`, {
    headers,
  });
  const { items } = (await inventory.json()) as { items: { id: string }[] };
  const body = JSON.stringify({ inventoryItemId: items[0]?.id });
  const path = '/gigastore/activations/register';
  const answer = await fetch(stage.url + path, { method: 'POST', headers, body });
  return ((await answer.json()) as { approvalId: string }).approvalId;
}

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

it(
  'an operator sends a delivery that failed again, and sees who signed in',
  async () => {
    await failDelivery(stage);
    const context = await stage.as('operator', { viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const inspect = createInspector();
    await show(page, 'operator/operations?tab=deliveries&state=failed');
    const failed = page.getByRole('table', { name: 'Deliveries', exact: true });
    await failed
      .getByRole('checkbox', { name: /^Select row: Demonstration/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Retry 1 selected', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: '1 is tried again.' }).waitFor();
    expect(await inspect(page)).toEqual([]);
    await show(page, 'operator/operations?tab=signIns');
    await page.getByRole('table', { name: 'Sign-ins', exact: true }).waitFor();
    expect(await inspect(page)).toEqual([]);
    await show(page, 'operator/operations');
    await page.getByRole('tab', { name: 'Health', exact: true, selected: true }).waitFor();
    expect(await inspect(page)).toEqual([]);
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'a developer registers an app with its keys, and reads why an operator rejects it',
  async () => {
    const [context, desk] = [await stage.as('developer'), await stage.as('operator')];
    const [page, operator] = [await context.newPage(), await desk.newPage()];
    const inspect = createInspector();
    await show(page, 'live/apps?new=app');
    const form = page.getByRole('dialog', { name: 'Register app', exact: true });
    await form.getByText('Android', { exact: true }).click();
    await form.getByLabel('Name', { exact: true }).fill('Roam');
    await form.getByLabel('Package name', { exact: true }).fill('com.acme.roam');
    const certificates = form.getByLabel('SHA-256 of the signing certificates', { exact: true });
    await certificates.fill('AB:CD');
    await form.getByRole('button', { name: 'Register app', exact: true }).click();
    await form.getByText(/^must be a SHA-256 fingerprint/).waitFor();
    await certificates.fill(`${'ab'.repeat(32)}\n${'cd'.repeat(32)}`);
    await form.getByRole('button', { name: 'Register app', exact: true }).click();
    const panel = page.getByRole('complementary', { name: 'Roam', exact: true });
    await panel.getByText(/Until then it opens no sessions\.$/).waitFor();
    const keys = panel.getByRole('list', { name: 'Publishable keys', exact: true });
    await panel.getByRole('button', { name: 'Create key', exact: true }).click();
    await keys.getByText(/^pk_live_/).waitFor();
    expect(await inspect(page)).toEqual([]);

    await show(operator, 'operator');
    await operator.getByRole('link', { name: 'Open apps', exact: true }).click();
    await operator.getByRole('button', { name: /^Roam/ }).click();
    await operator.getByRole('button', { name: 'Reject', exact: true }).click();
    const asked = operator.getByRole('dialog', { name: 'Reject Roam?', exact: true });
    await asked.getByLabel('Reason', { exact: true }).fill('The certificate is not of Acme.');
    expect(await inspect(operator)).toEqual([]);
    await asked.getByRole('button', { name: 'Reject', exact: true }).click();
    await operator.getByRole('alert').filter({ hasText: 'The app is rejected.' }).waitFor();

    await page.reload();
    await panel.getByRole('alert').filter({ hasText: 'not of Acme.' }).waitFor();
    const activates = panel.getByRole('switch', {
      name: 'The app activates packages',
      exact: true,
    });
    // The page does not know yet what a colleague changes.
    const id = await changeCertificate(context.request);
    await activates.click();
    await page.getByRole('button', { name: 'Switch on', exact: true }).click();
    await panel.getByRole('switch', { checked: true }).waitFor();
    await panel.getByText(/^EF:EF:/).waitFor();

    const attests = await requireAttestation(page, { panel, activates, inspect });
    expect([await attests.isChecked(), await activates.isDisabled()]).toEqual([true, true]);
    expect(await inspect(page)).toEqual([]);

    // The list of sandbox accounts has not loaded it.
    await show(operator, `operator/app-registrations?account=sandbox&open=${id}`);
    await operator.getByRole('complementary', { name: 'Roam', exact: true }).waitFor();
    await panel.getByRole('button', { name: /^Actions of the key/ }).click();
    await page.getByRole('menuitem', { name: 'Rotate key', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Rotate key', exact: true }).click();
    await keys.getByText(/^Until /).waitFor();
    expect(await keys.getByText(/^pk_live_/).count()).toBe(2);
    await context.close();
    await desk.close();
  },
  PATIENCE_MS,
);

type AppPage = {
  panel: Locator;
  activates: Locator;
  inspect: ReturnType<typeof createInspector>;
};

/** Switches activations off and an attestation on, and gives the switch. */
async function requireAttestation(page: Page, { panel, activates, inspect }: AppPage) {
  const attests = panel.getByRole('switch', {
    name: 'Sessions need an attestation',
    exact: true,
  });
  expect(await attests.isDisabled()).toBe(true);
  await activates.click();
  await attests.click();
  const play = page.getByRole('dialog', { name: 'Attestation of Roam', exact: true });
  const { verificationKey, decryptionKey } = openPlayStore().keys;
  await play.getByLabel('Verification key', { exact: true }).fill(verificationKey);
  await play.getByLabel('Decryption key', { exact: true }).fill('AAAA');
  const require = play.getByRole('button', { name: 'Require attestation', exact: true });
  await require.click();
  await play.getByText(/^must be the decryption key/).waitFor();
  expect(await inspect(page)).toEqual([]);
  await play.getByLabel('Decryption key', { exact: true }).fill(decryptionKey);
  await require.click();
  await panel.getByRole('button', { name: 'Replace keys', exact: true }).waitFor();
  return attests;
}

/** Changes the certificate of the app behind the page, and gives its ID. */
async function changeCertificate(request: APIRequestContext): Promise<string> {
  const headers = { Origin: stage.url, 'X-Account': 'live' };
  const { items } = await (await request.get('/gigastore/sdk/apps', { headers })).json();
  const { id } = items.find(({ name }: { name: string }) => name === 'Roam');
  const data = { certificateSha256: ['ef'.repeat(32)] };
  await request.put(`/gigastore/sdk/apps/${id}`, { headers, data });
  return id;
}
