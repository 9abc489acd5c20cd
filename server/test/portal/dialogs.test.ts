import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fill, type Sold } from '../../../portal/test/fill.mjs';
import { totp } from '../support/totp.ts';
import { linkInMailTo } from './first-sale.ts';
import type { Person, Stage } from './stage.ts';
import { openTestStage } from './test-stage.ts';
import { TROUBLES } from './troubles.ts';

const PATIENCE_MS = 240_000;
const PASSWORD = 'demo-password';
const [, UNAVAILABLE] = TROUBLES;

let stage: Stage;
let sold: Sold[];

beforeAll(async () => {
  stage = await openTestStage();
  sold = await fill(stage.url, { days: 1, sales: 3 });
}, PATIENCE_MS);
afterAll(() => stage?.close());

async function visit(
  person: Person | undefined,
  path: string,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await stage.as(person, { viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`/portal/${path}`);
  return { context, page };
}

/** The next request of this kind is refused with 503. */
async function refuseOnce(page: Page, method: string, path: RegExp): Promise<void> {
  let isRefused = false;
  await page.route(path, (route) => {
    if (isRefused || route.request().method() !== method) return route.fallback();
    isRefused = true;
    return UNAVAILABLE?.meet(route);
  });
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).first();
const alert = (page: Page, text: RegExp) => page.getByRole('alert').filter({ hasText: text });

it(
  'a support colleague notes and tags a customer, and finds the customer by the tag',
  async () => {
    const { customer } = sold[1] as Sold;
    const { context, page } = await visit('support', `sandbox/customers/${customer.uid}`);
    await page.getByRole('textbox', { name: 'Add a note' }).fill('Calls back tomorrow.');
    await page.keyboard.press('ControlOrMeta+Enter');
    const note = page.getByRole('listitem').filter({ hasText: 'Calls back tomorrow.' }).first();
    await note.getByRole('button', { name: 'Actions of the note' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Edit' }).fill('Calls back on Friday.');
    await button(page, 'Save').click();
    await page.getByText('Calls back on Friday.').first().waitFor();

    await refuseOnce(page, 'PUT', /\/tags$/);
    const tags = page.getByRole('combobox', { name: 'Tags' });
    await tags.fill('VIP');
    await tags.press('Enter');
    await alert(page, /unavailable/).waitFor();
    // The message goes when the second attempt starts, and leaving the page would break it off.
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok()),
      button(page, 'Try again').click(),
    ]);
    await alert(page, /unavailable/).waitFor({ state: 'hidden' });
    await page.goto('/portal/sandbox/customers?tag=vip');
    await page.getByText(customer.email).first().waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'a ticket takes a file once, though the first attempt fails, and is assigned to a colleague',
  async () => {
    const { ticketId } = sold[0] as Sold;
    const { context, page } = await visit('owner', `sandbox/tickets?open=${ticketId}`);
    await button(page, 'Attach files').waitFor();
    await refuseOnce(page, 'POST', /\/attachments$/);
    await page.locator('input[type=file]').setInputFiles({
      name: 'settings.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Roaming is on.'),
    });
    await alert(page, /unavailable/).waitFor();
    await button(page, 'Try again').click();
    await button(page, 'settings.txt').waitFor();

    await page.getByRole('combobox', { name: 'Assigned to' }).click();
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'PUT'),
      page.getByRole('option', { name: 'Tomas Weyland' }).click(),
    ]);
    const headers = { 'X-Account': 'sandbox' };
    const answer = await context.request.get(`/gigastore/tickets/${ticketId}`, { headers });
    expect(await answer.json()).toMatchObject({
      assignee: { name: 'Tomas Weyland' },
      attachments: [{ filename: 'settings.txt' }],
    });
    await context.close();

    const colleague = await visit('support', 'sandbox/tickets?assignee=me');
    await colleague.page.getByText('eSIM finds no network in Bodrum').first().waitFor();
    await colleague.context.close();
  },
  PATIENCE_MS,
);

it(
  'a person switches a mail off, and the switch shows what the server keeps',
  async () => {
    const { context, page } = await visit('developer', 'sandbox/organization?tab=notifications');
    const wanted = page.getByRole('switch', { name: 'Ticket replies' });
    await wanted.waitFor();
    expect(await wanted.isChecked()).toBe(true);
    await refuseOnce(page, 'PUT', /\/auth\/notifications$/);
    await wanted.click({ force: true });
    await alert(page, /unavailable/).waitFor();
    expect(await wanted.isChecked()).toBe(true);
    await wanted.click({ force: true });
    await expect.poll(() => wanted.isChecked()).toBe(false);
    await page.reload();
    await wanted.waitFor();
    expect(await wanted.isChecked()).toBe(false);
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'a developer gets a new secret, while the present one still works',
  async () => {
    const { context, page } = await visit('developer', 'sandbox/keys');
    await button(page, /^New secret Demonstration/).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'for 7 days' }).check();
    const answer = page.waitForResponse(/rotate-secret$/);
    await dialog.getByRole('button', { name: 'New secret' }).click();
    await dialog.getByText('Copy the secret now').waitFor();
    const { clientSecret } = (await (await answer).json()) as { clientSecret: string };
    await dialog.getByText(clientSecret).waitFor();
    for (const secret of [clientSecret, 'demo-secret']) {
      const basic = Buffer.from(`demo-client:${secret}`).toString('base64');
      const signedIn = await fetch(`${stage.url}/reseller/authenticate`, {
        method: 'POST',
        headers: { Authorization: `Basic ${basic}` },
      });
      expect(signedIn.status).toBe(200);
    }
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'a developer approves the login of a program that shows the same code',
  async () => {
    const post = async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`${stage.url}${path}`, request);
      return (await answer.json()) as Record<string, string>;
    };
    const login = await post('/auth/device-logins', { deviceName: 'A laptop', mode: 'sandbox' });
    const { pathname, search } = new URL(login.verificationUrl ?? '');
    const { context, page } = await visit('developer', `${pathname}${search}`.slice(8));
    const dialog = page.getByRole('dialog', { name: 'Log in a program' });
    await dialog.getByText(login.userCode ?? '', { exact: true }).waitFor();
    await dialog.getByRole('checkbox', { name: 'sell', exact: true }).uncheck();
    await dialog.getByRole('checkbox', { name: 'refund', exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const { deviceCode } = login;
    const key = await post('/auth/device-logins/collect', { deviceCode });
    expect(key).toMatchObject({ status: 'approved', scopes: ['read'], mode: 'sandbox' });
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'the link of a second sign-up asks for the password that was chosen in it',
  async () => {
    const { context, page } = await visit(undefined, 'sign-in');
    const email = 'twice@people.test';
    for (const password of ['the password of the first', 'the password of the second']) {
      await context.request.post('/auth/sign-up', {
        headers: { Origin: stage.url },
        data: { companyName: 'Twice Travel', name: 'Ada Keller', email, password },
      });
    }
    await page.goto(await linkInMailTo(context, email));
    await button(page, 'Confirm address').click();
    const password = page.getByRole('textbox', { name: 'Password of this sign-up' });
    await password.fill('the password of the first');
    await button(page, 'Confirm address').click();
    await page.getByRole('alert').first().waitFor();
    expect(await password.inputValue()).toBe('the password of the first');
    await password.fill('the password of the second');
    await button(page, 'Confirm address').click();
    await page.getByText('The address is confirmed.').waitFor();
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'an owner requires a second factor of all, and who has none is led to set one up',
  async () => {
    const { context, page } = await visit('owner', 'sandbox/organization?tab=team');
    await button(page, 'Require a second factor').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Require a second factor' }).click();
    // The owner sets up their own first.
    await dialog.getByRole('alert').waitFor();
    await page.goto('/portal/sandbox/me');
    await setUpFactor(page);
    await page.goto('/portal/sandbox/organization?tab=team');
    await button(page, 'Require a second factor').click();
    await dialog.getByRole('button', { name: 'Require a second factor' }).click();
    await button(page, 'Remove the requirement').waitFor();

    const colleague = await visit('support', 'sandbox/sales');
    await colleague.page.getByText('Your company requires a second factor').waitFor();
    expect(new URL(colleague.page.url()).pathname).toBe('/portal/sandbox/me');
    await setUpFactor(colleague.page);
    await colleague.page
      .getByText('Your company requires a second factor')
      .waitFor({ state: 'hidden' });
    await colleague.page.goto('/portal/sandbox/sales');
    await colleague.page.getByRole('heading', { name: 'Sales' }).waitFor();
    await colleague.context.close();

    await button(page, 'Remove the requirement').click();
    await dialog.getByRole('button', { name: 'Remove the requirement' }).click();
    await button(page, 'Require a second factor').waitFor();
    await context.close();
  },
  PATIENCE_MS,
);

async function setUpFactor(page: Page): Promise<void> {
  await page.getByLabel('Your password').fill(PASSWORD);
  const answer = page.waitForResponse(/two-factor\/set-up/);
  await button(page, 'Set up').click();
  const { totpUri } = (await (await answer).json()) as { totpUri: string };
  await page.getByRole('textbox', { name: 'Code 1' }).pressSequentially(totp(totpUri));
  await page.getByText('The second factor is on.').waitFor();
}

it(
  'an owner closes the company by its name and a password, and nobody can sign in any more',
  async () => {
    const email = 'closing@people.test';
    const { context, page } = await visit(undefined, 'sign-in');
    await context.request.post('/auth/sign-up', {
      headers: { Origin: stage.url },
      data: { companyName: 'Closing Travel', name: 'Ada Keller', email, password: PASSWORD },
    });
    await page.goto(await linkInMailTo(context, email));
    await button(page, 'Confirm address').click();
    await page.getByText('The address is confirmed.').waitFor();
    await page.getByRole('link', { name: 'Go to sign-in' }).click();
    const signIn = async () => {
      await page.getByRole('textbox', { name: 'Email' }).fill(email);
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await button(page, 'Sign in').click();
    };
    await signIn();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.goto('/portal/live/organization');
    await button(page, 'Close the company').click();
    const dialog = page.getByRole('dialog');
    const close = dialog.getByRole('button', { name: 'Close permanently' });
    await dialog.getByText('Credits that are lost').waitFor();
    const name = dialog.getByRole('textbox', { name: 'Type Closing Travel to confirm' });
    const password = dialog.getByRole('textbox', { name: 'Your password' });
    await name.fill('Closing');
    expect(await close.isDisabled()).toBe(true);
    await name.fill('Closing Travel');
    await password.fill('not the password');
    await close.click();
    await dialog.getByRole('alert').waitFor();
    expect(await name.inputValue()).toBe('Closing Travel');
    await password.fill(PASSWORD);
    await close.click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn();
    await page.getByRole('alert').waitFor();
    await context.close();
  },
  PATIENCE_MS,
);
