import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastMailTo } from '../support/letters.ts';
import {
  openEmptyInstallation,
  overtake,
  PASSWORD,
  posting,
  type Seated,
  seat,
  seatOperator,
} from './empty-installation.ts';
import { show } from './stage.ts';
import type { TestStage } from './test-stage.ts';

const PATIENCE_MS = 120_000;
const RESELLER = 'Palmgate Travel';
const OWNER = 'ada@palmgate.test';
const PLANS = `name,size,validity_days,country_set,carrier,wholesale_price,cost
eSIM Europe 1 GB,1 GB,30,EU,alpine,2.90,1.80
eSIM Europe 5 GB,5 GB,30,EU,alpine,9.90,6.50
`;
/** As Excel saves it in Europe: a byte order mark, semicolons and CRLF. */
const PROFILES =
  '\ufeffICCID;IMSI;Activation Code\r\n' +
  '8944502102198304824;260060145143896;LPA:1$smdp.example.com$K2-1\r\n';
const BILLING = {
  ...{ legalName: 'Palmgate Travel GmbH', addressLine1: 'Mariahilfer Straße 1' },
  ...{ postalCode: '1060', city: 'Wien', country: 'AT', billingEmail: OWNER },
};

let installation: TestStage;
let grace: Seated;
let joan: Seated;
let owner: Seated;

beforeAll(async () => {
  installation = await openEmptyInstallation();
  grace = await seatOperator(installation, { email: 'grace@store.test', name: 'Grace Hopper' });
  joan = await seatOperator(installation, { email: 'joan@store.test', name: 'Joan Clarke' });
  owner = await seat(installation);
}, PATIENCE_MS);
afterAll(() => installation?.close());

const button = (within: Pick<Page, 'getByRole'>, name: string | RegExp) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const said = (page: Page, text: string | RegExp) =>
  page.getByRole('alert').filter({ hasText: text }).first().waitFor();

async function attach(page: Page, file: { name: string; text: string }): Promise<void> {
  const buffer = Buffer.from(file.text);
  const chosen = { name: file.name, mimeType: 'text/csv', buffer };
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(chosen);
}

describe('two operators of an empty live installation', () => {
  it(
    'set up the seller, the catalogue with its prices, and profiles from a spreadsheet',
    async () => {
      const { page } = grace;
      await show(page, 'operator/installation');
      await page.getByText(/things are missing before the first live sale/).waitFor();
      await show(page, 'operator/installation?tab=seller');
      const type = (name: string, text: string) =>
        page.getByRole('textbox', { name, exact: true }).fill(text);
      await type('Legal name', 'Store GmbH');
      await type('Street and number', 'Mariahilfer Straße 1');
      await type('Postal code', '1060');
      await type('City', 'Wien');
      await page.getByRole('combobox', { name: 'Country', exact: true }).fill('Austria');
      await page.getByRole('option', { name: 'Austria', exact: true }).click();
      await type('VAT ID', 'ATU13585627');
      await type('Email', 'billing@store.test');
      await type('IBAN', 'AT611904300234573201');
      await button(page, 'Save seller').click();
      await page.getByText('Seller saved').waitFor();

      await show(page, 'operator/plans?import=csv');
      const plans = page.getByRole('dialog', { name: 'Import the catalogue' });
      await attach(page, { name: 'plans.csv', text: PLANS });
      await button(plans, 'Check').click();
      await plans.getByRole('cell', { name: 'eSIM Europe 5 GB', exact: true }).waitFor();
      await button(plans, /^Save 2 /).click();
      await plans.waitFor({ state: 'hidden' });
      await button(page, /eSIM Europe 1 GB/)
        .first()
        .waitFor();

      await show(page, 'operator/stock?import=csv');
      const profiles = page.getByRole('dialog', { name: 'Import profiles' });
      await profiles.getByRole('textbox', { name: 'Carrier' }).fill('alpine');
      await attach(page, { name: 'Profile.csv', text: PROFILES });
      await button(profiles, 'Check the file').click();
      await button(profiles, 'Import 1 profiles').click();
      await profiles.waitFor({ state: 'hidden' });
    },
    PATIENCE_MS,
  );

  it(
    'create a reseller, whose owner accepts the invitation',
    async () => {
      const { page } = grace;
      await show(page, 'operator/resellers?new=reseller');
      const form = page.getByRole('dialog', { name: 'New reseller' });
      await form.getByRole('textbox', { name: 'Company' }).fill(RESELLER);
      await form.getByRole('textbox', { name: 'Owner’s email' }).fill(OWNER);
      await button(form, 'New reseller').click();
      await page.getByRole('complementary', { name: RESELLER }).waitFor();

      const { token } = await lastMailTo(installation, OWNER);
      await owner.page.goto(`/portal/invitation?token=${token}`);
      await owner.page.getByRole('textbox', { name: 'Your name' }).fill('Ada Keller');
      await owner.page.getByRole('textbox', { name: 'Choose a password' }).fill(PASSWORD);
      await button(owner.page, 'Accept invitation').click();
      await owner.page.getByRole('status').getByRole('link', { name: 'Go to sign-in' }).click();
      await owner.page.getByRole('textbox', { name: 'Email' }).fill(OWNER);
      await owner.page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await button(owner.page, 'Sign in').click();
      await owner.page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'credit the bank transfer of a statement once the second one approves, and tell the slower one',
    async () => {
      const post = posting(owner.context, installation.url);
      await post('/gigastore/billing-details', BILLING, 'PUT');
      const order = { amount: usd(1500), method: 'bank_transfer' };
      const purchase = await post('/gigastore/credits/purchases', order);
      const { reference, amount } = purchase.instructions;

      const { page } = grace;
      await show(page, 'operator/money?tab=statements&new=statement');
      const upload = page.getByRole('dialog', { name: 'Upload a statement' });
      const line = `2026-11-02;${amount.priceValue.toFixed(2)};${RESELLER};${reference}`;
      await attach(page, { name: 'bank.csv', text: `date;amount;payer;reference\n${line}\n` });
      await button(upload, 'Read the file').click();
      await button(upload, 'Keep 1 new entries').click();
      await button(page, `Confirm entry ${reference}`).click();
      const confirm = page.getByRole('dialog', { name: /^Entry of / });
      await button(confirm, 'Confirm entry').click();
      await confirm.waitFor({ state: 'hidden' });

      await Promise.all(
        [page, joan.page].map((each) => show(each, 'operator/money?tab=approvals')),
      );
      await overtake(page, {
        request: /\/approval-requests\/[^/]+\/reject$/,
        async by() {
          await button(joan.page, 'Approve').click();
          await joan.page.getByRole('listitem').getByText('Approved', { exact: true }).waitFor();
        },
      });
      await button(page, 'Reject').click();
      await said(page, /already approved/);
    },
    PATIENCE_MS,
  );

  it(
    'help a reseller that sells a package, and export the report of the month',
    async () => {
      const selling = owner.page;
      await show(selling, 'live/sales?sell=new');
      const form = selling.getByRole('dialog');
      await form.getByLabel('Package', { exact: true }).first().click();
      await selling.getByRole('option', { name: /eSIM Europe 1 GB/ }).click();
      await form.getByLabel('Customer’s email', { exact: true }).fill('tove@people.test');
      await button(form, /^Sell for /).click();
      await selling.getByRole('complementary', { name: 'eSIM Europe 1 GB' }).waitFor();
      const post = posting(owner.context, installation.url);
      const question = { subject: 'No network in Graz', text: 'What can the traveller do?' };
      const { id } = await post('/gigastore/tickets', question);

      const { page } = grace;
      await show(page, `operator/desk?open=${id}`);
      const panel = page.getByRole('complementary', { name: question.subject });
      await panel.getByRole('textbox', { name: 'Your reply' }).fill('Please restart the phone.');
      await button(panel, 'Reply').click();
      await panel.getByText('Answered', { exact: true }).waitFor();
      const close = { status: 'closed', expectedStatus: 'waiting' };
      await overtake(page, {
        request: /\/operator\/tickets\/[^/]+$/,
        by: () => posting(joan.context, installation.url)(`/operator/tickets/${id}`, close, 'PUT'),
      });
      await button(panel, 'Close ticket').click();
      await said(page, 'Somebody was faster: the ticket is closed now.');
      await show(selling, `live/tickets?open=${id}`);
      await selling.getByText('Please restart the phone.').waitFor();

      await show(page, 'operator/sales-report');
      const saving = page.waitForEvent('download');
      await button(page, 'CSV').click();
      const report = await readFile(await (await saving).path(), 'utf8');
      expect(report).toMatch(/eSIM Europe 1 GB.*2\.90?.*1\.10?/);
    },
    PATIENCE_MS,
  );

  it('tell the slower one of an adjustment, too', async () => {
    const { page } = grace;
    const { items } = await (await page.request.get('/operator/organizations')).json();
    const reseller = await (
      await page.request.get(`/operator/organizations/${items[0].id}`)
    ).json();
    const live = reseller.accounts.find(({ mode }: { mode: string }) => mode === 'live');
    const draft = { accountId: live.id, direction: 'credit', amount: usd(150), reason: 'Outage' };
    const propose = posting(grace.context, installation.url);
    const { id } = await propose('/operator/adjustments', draft);
    await show(page, 'operator/money?tab=adjustments');
    const approve = posting(joan.context, installation.url);
    await overtake(page, {
      request: /\/adjustments\/[^/]+\/reject$/,
      by: () => approve(`/operator/adjustments/${id}/approve`, {}),
    });
    await button(page, 'Reject').click();
    await said(page, /already posted/);
  });
});

function usd(priceValue: number) {
  return { priceValue, currencyCode: 'USD' };
}
