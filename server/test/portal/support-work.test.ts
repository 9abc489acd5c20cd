import { afterAll, beforeAll, expect, it } from 'vitest';
import { fill, type Sold } from '../../../portal/test/fill.mjs';
import type { Stage } from './stage.ts';
import { openTestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;

let stage: Stage;
let sold: Sold[];

beforeAll(async () => {
  stage = await openTestStage();
  sold = await fill(stage.url, { days: 1, sales: 3 });
}, PATIENCE_MS);
afterAll(() => stage?.close());

it(
  'a support colleague replaces an eSIM, and reads first how often that is allowed',
  async () => {
    const { customer, esimProfile } = sold[2] as Sold;
    const context = await stage.as('support', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`/portal/sandbox/customers/${customer.uid}`);
    const menu = page.getByRole('button', { name: new RegExp(`${esimProfile.iccid.slice(-4)}$`) });
    const dialog = page.getByRole('dialog');
    await menu.first().click();
    await page.getByRole('menuitem', { name: 'Replace eSIM', exact: true }).click();
    await dialog.getByText('Replacements of this eSIM so far: 0 of 5.').waitFor();
    await dialog.getByRole('button', { name: 'Replace eSIM', exact: true }).click();
    await page.getByText('Send the customer the new QR code').first().waitFor();
    const old = await context.request.get(`/gigastore/esims/${esimProfile.iccid}`, {
      headers: { 'X-Account': 'sandbox' },
    });
    expect(await old.json()).toMatchObject({ active: false, successorIccid: expect.any(String) });
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'a support colleague chooses the columns of a list, which stay chosen',
  async () => {
    const context = await stage.as('support', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const head = (name: string) => page.getByRole('columnheader', { name, exact: true });
    await page.goto('/portal/sandbox/sales');
    await head('Metatag').waitFor();
    const menu = page.getByRole('button', { name: 'Columns', exact: true });
    await menu.click();
    await page.getByRole('menuitemcheckbox', { name: 'Metatag', exact: true }).click();
    await head('Metatag').waitFor({ state: 'hidden' });
    await page.reload();
    await head('Status').waitFor();
    expect(await head('Metatag').count()).toBe(0);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Show all columns', exact: true }).click();
    await head('Metatag').waitFor();
    await context.close();
  },
  PATIENCE_MS,
);
