import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../../portal/test/fill.mjs';
import { createInspector } from '../support/axe.ts';
import { unknownOrderOfAnybody } from '../support/unknown-order.ts';
import { unexpectedAbilities } from './ability-state.ts';
import { orderCredits, setDefaultPrice } from './behind-the-page.ts';
import { linkInMailTo } from './first-sale.ts';
import { settle, show } from './stage.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 120_000;
const PASSWORD = 'a password that is long enough';
const PROFILE_CODE = 'LPA:1$smdp.meadow.test$1234567890ABCDEF';
const SANDBOX = { 'X-Account': 'sandbox' };
const RESELLER = 'Palmgate Travel';

let stage: TestStage;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  stage = await openTestStage();
  await fill(stage.url, { days: 1, sales: 8 });
  context = await stage.as('operator', { viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
}, PATIENCE_MS);
afterAll(() => stage?.close());

const press = (name: string | RegExp, inside: Pick<Page, 'getByRole'> = page) =>
  inside
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const said = (text: string | RegExp) => page.getByText(text).first().waitFor();

const open = (path: string) => show(page, `operator/${path}`);

const inspect = createInspector();
const violations = () => inspect(page);

describe('an operator', () => {
  it(
    'creates a reseller, invites its owner, and changes the rules of its account',
    async () => {
      await open('resellers');
      await press('New reseller');
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Company' }).fill(RESELLER);
      await form.getByRole('textbox', { name: 'Owner’s email' }).fill('ada@palmgate.test');
      await press('New reseller', form);
      await said(`${RESELLER} was created and its owner invited`);
      const panel = page.getByRole('complementary', { name: RESELLER });
      const refunds = panel.getByRole('textbox', { name: 'Refunds a month' }).last();
      await refunds.fill('7');
      await panel.getByRole('button', { name: 'Save rules' }).last().click();
      await said('Rules saved');
      expect(await violations()).toEqual([]);
      await page.reload();
      await settle(page);
      expect(await refunds.inputValue()).toBe('7');
      expect(await linkInMailTo(context, 'ada@palmgate.test')).toContain('token=');
    },
    PATIENCE_MS,
  );

  it(
    'suspends an account with a reason, and resumes it',
    async () => {
      await open('resellers?q=Demonstration');
      await press(/Demonstration/);
      const panel = page.getByRole('complementary', { name: 'Demonstration' });
      await panel.getByRole('button', { name: 'Suspend' }).last().click();
      const asked = page.getByRole('dialog');
      await asked.getByRole('textbox', { name: 'Reason' }).fill('Unpaid invoice');
      await press('Suspend', asked);
      await panel.getByText('Suspended since').waitFor();
      await panel.getByRole('button', { name: 'Resume' }).click();
      await asked.getByRole('textbox', { name: 'Reason' }).fill('Paid');
      await press('Resume', asked);
      await said('Account resumed');
      // The panel reads the account again after the message.
      await panel.getByText('Suspended since').waitFor({ state: 'hidden' });
      await panel.getByRole('button', { name: 'Suspend' }).last().waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'finds whose an eSIM is by its ICCID, from the search box',
    async () => {
      const owner = await stage.as('owner');
      const listed = await owner.request.get('/gigastore/esims?limit=1', { headers: SANDBOX });
      const [{ iccid }] = (await listed.json()).items;
      await open('stock');
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Search', exact: true }).fill(iccid);
      await page.getByRole('button', { name: /Demonstration · Sandbox/ }).click();
      const panel = page.getByRole('complementary', { name: 'Demonstration' });
      await panel.getByRole('heading', { name: 'Found by the search' }).waitFor();
      await panel.getByRole('definition').filter({ hasText: iccid }).waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'imports profiles from a file whose wrong line it is shown first',
    async () => {
      await open('stock?import=csv');
      const form = page.getByRole('dialog', { name: 'Import profiles' });
      await form.getByRole('textbox', { name: 'Carrier' }).fill('meadow');
      const csv = form.getByRole('textbox', { name: 'CSV file' });
      await csv.fill(`ICCID;LPA\n8944500101180012349;${PROFILE_CODE}`);
      await press('Check the file', form);
      await form.getByText('the ICCID has a wrong check digit').waitFor();
      await csv.fill(`ICCID;LPA\n8944500101180012348;${PROFILE_CODE}`);
      await press('Check the file', form);
      await press('Import 1 profiles', form);
      await said('1 profiles imported');
      await page.getByRole('searchbox', { name: 'ICCID' }).fill('8944500101180012348');
      const panel = page.getByRole('complementary', { name: '8944500101180012348' });
      await panel.getByText('In stock').waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'creates a data plan, sets its cost and its price, and retires it',
    async () => {
      await open('plans?new=plan');
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Name' }).fill('Test plan 2 GB');
      await form.getByRole('textbox', { name: 'Data', exact: true }).fill('2');
      await form.getByRole('textbox', { name: 'Validity in days' }).fill('14');
      await form.getByRole('combobox', { name: 'Country set' }).fill('Austria');
      await page.getByRole('option', { name: 'Austria' }).first().click();
      await form.getByRole('combobox', { name: 'Carrier' }).fill('sandbox');
      await press('New data plan', form);
      await said('Data plan created');
      const panel = page.getByRole('complementary', { name: 'Test plan 2 GB' });
      await panel.getByText('The default price list has no price').waitFor();
      await panel.getByRole('textbox', { name: 'New cost' }).fill('1,20');
      await press('Set the cost', panel);
      await said('Cost saved');
      expect(await violations()).toEqual([]);
      await panel.getByRole('link', { name: 'Set a price' }).click();
      const prices = page.getByRole('complementary', { name: 'Default' });
      await prices.getByRole('combobox', { name: 'Data plan' }).fill('Test plan');
      await page.getByRole('option', { name: 'Test plan 2 GB' }).click();
      await prices.getByRole('textbox', { name: 'Wholesale price' }).fill('3.50');
      await press('Set a price', prices);
      await said('Price saved');
      // From here on the page shows the old price.
      await page.reload();
      await settle(page);
      await prices.getByRole('combobox', { name: 'Data plan' }).fill('Test plan');
      await page.getByRole('option', { name: 'Test plan 2 GB' }).click();
      await prices.getByRole('textbox', { name: 'Wholesale price' }).fill('5.00');
      await setDefaultPrice(stage, { context, plan: 'Test plan 2 GB', priceValue: 4 });
      await press('Set a price', prices);
      await prices
        .getByText('Somebody has changed the price: the list says 4.00 USD now.')
        .waitFor();
      await open('plans?q=Test plan');
      await press(/Test plan 2 GB/);
      await panel.getByText('2.80 USD').first().waitFor();
      await press('Retire', panel);
      await press('Retire', page.getByRole('dialog'));
      await panel.getByRole('button', { name: 'Put on sale again' }).waitFor();
    },
    PATIENCE_MS,
  );

  it(
    'confirms a bank transfer, which credits the reseller',
    async () => {
      await orderCredits(stage, 120);
      await open('money');
      await press(/^Confirm receipt/);
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Entry of the bank statement' }).fill('2026-11-1');
      await press('Confirm receipt', form);
      await said(/120\.00 USD credited/);
      await said('No transfer is awaited');
    },
    PATIENCE_MS,
  );

  it(
    'confirms the entry of a bank statement for the purchase that it names',
    async () => {
      const reference = await orderCredits(stage, 60);
      await open('money?tab=statements&new=statement');
      const upload = page.getByRole('dialog', { name: 'Upload a statement' });
      const file = upload.getByRole('textbox', { name: 'Bank statement' });
      await file.fill(`date;amount;payer;reference\n2026-11-02;60.00;Demo;${reference}`);
      await press('Read the file', upload);
      await press('Keep 1 new entries', upload);
      await page.getByRole('button', { name: `Confirm entry ${reference}`, exact: true }).click();
      const form = page.getByRole('dialog', { name: 'Entry of 60.00 USD' });
      await press('Confirm entry', form);
      await said(/60\.00 USD credited/);
      await said('No entry is open');
      expect(await violations()).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'answers a ticket with a note for colleagues and a canned answer that it keeps',
    async () => {
      await open('desk?status=open');
      await press(/no network in Bodrum/);
      const panel = page.getByRole('complementary', { name: /no network/ });
      await panel.getByRole('textbox', { name: 'Your reply' }).fill('Please restart the phone.');
      await press('Keep this reply as a canned answer', panel);
      await panel.getByRole('textbox', { name: 'Name of the answer' }).fill('Restart');
      await press('Keep this reply as a canned answer', panel);
      await said('Canned answer kept');
      await press('Reply', panel);
      await said('Reply sent');
      await panel.getByText('Please restart the phone.').waitFor();
      await panel.getByText('Answered', { exact: true }).waitFor();
      await panel.getByRole('textbox', { name: 'Internal note' }).fill('Carrier was asked');
      await press('Add note', panel);
      await panel.getByText('Carrier was asked').waitFor();
      expect(await violations()).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'gives credits by hand, checks the ledger, and saves the report as CSV',
    async () => {
      await open('resellers?q=Demonstration');
      await press(/Demonstration/);
      const panel = page.getByRole('complementary', { name: 'Demonstration' });
      await panel.getByRole('link', { name: 'Adjust credits' }).last().click();
      await press('New adjustment');
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Amount' }).fill('5');
      await form.getByRole('textbox', { name: 'Reason' }).fill('Goodwill');
      await press('Add credits', form);
      await said('Credits adjusted');
      await open('operations?tab=checks');
      await press('Check now');
      await said(/The check runs now|A check runs already/);
      await open('sales-report?mode=sandbox');
      const saved = page.waitForEvent('download');
      await press('CSV');
      expect((await saved).suggestedFilename()).toMatch(/^sales-.*\.csv$/);
    },
    PATIENCE_MS,
  );
});

describe('operator support', () => {
  it(
    'sees everything, answers tickets, and changes nothing else',
    async () => {
      const email = 'support@platform.test';
      await open('organization?invite=new');
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Email' }).fill(email);
      await form.getByLabel('Role').first().click();
      await page.getByRole('option', { name: 'Operator support' }).click();
      await press('Send invitation', form);
      await said(`Invitation sent to ${email}`);
      const support = await stage.as(undefined, { viewport: { width: 1440, height: 900 } });
      page = await support.newPage();
      await page.goto(await linkInMailTo(context, email));
      await page.getByRole('textbox', { name: 'Your name' }).fill('Tove Berg');
      await page.getByRole('textbox', { name: 'Choose a password' }).fill(PASSWORD);
      await press('Accept invitation');
      // The link at the foot is there before the invitation is accepted.
      await page.getByRole('status').getByRole('link', { name: 'Go to sign-in' }).waitFor();
      await page.goto('/portal/sign-in');
      await settle(page);
      await page.getByRole('textbox', { name: 'Email' }).fill(email);
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await press('Sign in');
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      const order = await unknownOrderOfAnybody(stage.db);
      const abilities = await unexpectedAbilities(page, { role: 'operator-support', order });
      expect(abilities).toEqual([]);
      await open('plans');
      expect(await page.getByRole('button', { name: 'Import' }).count()).toBe(0);
      await open('desk');
      await press(/Refund of a package/);
      const panel = page.getByRole('complementary', { name: /Refund of a package/ });
      await panel.getByRole('textbox', { name: 'Your reply' }).fill('It was refunded by hand.');
      await press('Reply', panel);
      await said('Reply sent');
    },
    PATIENCE_MS,
  );
});
