import { afterAll, beforeAll, expect, it } from 'vitest';
import { fill, type Sold } from '../../../portal/test/fill.mjs';
import { upsertBalance } from '../../src/commerce/routing/index.ts';
import { openEsimGo } from '../support/supply.ts';
import { unknownOrderOfAnybody } from '../support/unknown-order.ts';
import { importFirst, setDefaultPrice } from './behind-the-page.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;
/** A supplier that never answers: what the pages show of it is written by the test. */
const SUPPLIER = {
  GIGASTORE_ESIM_ACCESS_CODE: 'code',
  GIGASTORE_ESIM_ACCESS_URL: 'http://127.0.0.1:9',
};

let stage: TestStage;
let supplier: Awaited<ReturnType<typeof openEsimGo>>;
let sold: Sold[];

beforeAll(async () => {
  supplier = await openEsimGo();
  stage = await openTestStage({
    ...SUPPLIER,
    GIGASTORE_ESIM_GO_KEY: 'key',
    GIGASTORE_ESIM_GO_URL: supplier.settings.esimGo.url,
  });
  sold = await fill(stage.url, { days: 1, sales: 3 });
}, PATIENCE_MS);
afterAll(async () => {
  await stage?.close();
  await supplier?.close();
});

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
  'tags can be typed only once those that the customer has are there',
  async () => {
    const { customer } = sold[1] as Sold;
    const context = await stage.as('support', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(/\/tags$/, async (route) => {
      await mayAnswer;
      await route.fallback();
    });
    await page.goto(`/portal/sandbox/customers/${customer.uid}`);
    const tags = page.getByRole('combobox', { name: 'Tags' });
    await tags.waitFor();
    expect(await tags.isEditable()).toBe(false);
    answer();
    await expect.poll(() => tags.isEditable()).toBe(true);
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

it(
  'an operator limits the balance at a supplier, and gives a plan two sources',
  async () => {
    const balance = { tenThousandths: 12_045_000n, currency: 'USD' };
    await upsertBalance(stage.db, { carrier: 'esim-access', balance, at: new Date() });
    const context = await stage.as('operator', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto('/portal/operator/carriers');
    const row = page.getByRole('row', { name: /^esim-access/ });
    await row.getByText('1,204.50 USD', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Limits esim-access', exact: true }).click();
    const limits = page.getByRole('dialog', { name: 'Balance limits of esim-access' });
    await limits.getByRole('textbox', { name: 'Warn below', exact: true }).fill('2000');
    await limits.getByRole('button', { name: 'Save limits', exact: true }).click();
    await row.getByText('Low', { exact: true }).waitFor();

    const listed = await context.request.get('/operator/data-plans?limit=1');
    const [{ id, name }] = (await listed.json()).items;
    await page.goto(`/portal/operator/plans?open=${id}`);
    const panel = page.getByRole('complementary', { name, exact: true });
    await panel.getByRole('button', { name: 'Edit sources', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Edit sources' });
    await form.getByRole('combobox', { name: 'An order goes to', exact: true }).click();
    await page.getByRole('option', { name: 'Split by share', exact: true }).click();
    const sources = [
      { carrier: 'esim-access', item: 'AT_1_7', share: 70 },
      { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2', share: 30 },
    ];
    for (const [index, { carrier, item, share }] of sources.entries()) {
      await form.getByRole('button', { name: 'Add a source', exact: true }).click();
      const fields = form.getByRole('group', { name: `Source ${index + 1}`, exact: true });
      await fields.getByRole('combobox', { name: 'Supplier', exact: true }).fill(carrier);
      await fields.getByRole('textbox', { name: 'Code at the supplier', exact: true }).fill(item);
      await fields.getByRole('textbox', { name: 'Share', exact: true }).fill(String(share));
    }
    await form.getByRole('button', { name: 'Save sources', exact: true }).click();
    await panel
      .getByText('An order goes to each supplier by its share.', { exact: true })
      .waitFor();
    const saved = await context.request.get(`/operator/data-plans/${id}`);
    expect(await saved.json()).toMatchObject({ sourcePolicy: 'split', sources });
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'an operator finds an order without an answer in the supplier’s list, and settles it',
  async () => {
    const item = 'esim_1GB_7D_AT_V2';
    const bought = await fetch(`${supplier.settings.esimGo.url}/orders`, {
      method: 'POST',
      headers: { 'x-api-key': 'key' },
      body: JSON.stringify({
        ...{ type: 'transaction', assign: true },
        order: [{ type: 'bundle', quantity: 1, item }],
      }),
    });
    const { orderReference } = (await bought.json()) as { orderReference: string };
    const id = await unknownOrderOfAnybody(stage.db, { carrier: 'esim-go', item });
    const context = await stage.as('operator', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto('/portal/operator/carriers?tab=orders&show=unsettled');
    await page.getByRole('button', { name: id.slice(-6), exact: true }).click();
    const order = page.getByRole('dialog', { name: 'Order', exact: true });
    await order.getByRole('button', { name: `It is this one ${orderReference}` }).click();
    const confirm = page.getByRole('dialog', { name: 'Is it this order?', exact: true });
    await confirm.getByText('The customer gets it, and the held credits are charged.').waitFor();
    await confirm.getByRole('button', { name: 'Take it as this order', exact: true }).click();
    await page.getByText('Order settled', { exact: true }).waitFor();
    await confirm.waitFor({ state: 'hidden' });
    await expect
      .poll(async () => (await context.request.get(`/operator/carrier-orders/${id}`)).json())
      .toMatchObject({ state: 'DELIVERED', supplierOrder: orderReference });
    await context.close();
  },
  PATIENCE_MS,
);

it(
  'an operator sees what is different in a supplier’s catalogue, and applies it',
  async () => {
    const { bundles } = supplier.supplier;
    const context = await stage.as('operator', { viewport: { width: 1280, height: 900 } });
    await importFirst({ stage, context, carrier: 'esim-go' });
    await setDefaultPrice(stage, { context, plan: 'Austria 1GB', priceValue: 1.5 });
    const [austria, europe] = bundles;
    if (!austria || !europe) throw new Error('The simulator has bundles.');
    const france = { name: 'esim_1GB_7D_FR_V2', description: 'France 1GB', iso: 'FR' };
    bundles.splice(0, 2, { ...austria, price: 1.9 }, { ...austria, ...france });

    const page = await context.newPage();
    await page.goto('/portal/operator/carriers?tab=catalogues');
    await page.getByRole('button', { name: 'Import a catalogue', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Import a catalogue', exact: true });
    await form.getByRole('combobox', { name: 'Carrier', exact: true }).click();
    await page.getByRole('option', { name: 'esim-go', exact: true }).click();
    await form.getByRole('textbox', { name: 'Repeat every', exact: true }).fill('24');
    await form.getByRole('button', { name: 'Import', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
    const read = page.getByRole('row').filter({ hasText: '1 below cost' });
    await read.getByRole('button', { name: /^Show/ }).click();
    const preview = page.getByRole('dialog', { name: 'Catalogue of esim-go', exact: true });
    const rowOf = (item: string, text: string) =>
      preview.getByRole('row').filter({ hasText: item }).filter({ hasText: text });
    await rowOf(austria.name, 'Dearer').filter({ hasText: 'Sold for 1.50' }).waitFor();
    await rowOf(europe.name, 'Gone').waitFor();
    await rowOf(france.name, 'New plan').waitFor();
    await preview.getByRole('button', { name: 'Apply all', exact: true }).click();
    await rowOf(france.name, 'Applied').waitFor();
    // Nothing is left to apply or to give up: the drawer can be closed, at its top and its foot.
    const close = preview.getByRole('button', { name: /^(Apply all|Cancel|Close)$/ });
    await expect.poll(() => close.count()).toBe(2);
    await close.getByText('Close', { exact: true }).click();
    await preview.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Schedules', exact: true }).click();
    const schedules = page.getByRole('dialog', { name: 'Schedules', exact: true });
    await schedules.getByRole('button', { name: 'Pause esim-go', exact: true }).click();
    await schedules.getByText('Paused', { exact: true }).waitFor();
    await schedules.getByRole('button', { name: 'End esim-go', exact: true }).click();
    await schedules.getByText('No catalogue is imported by itself', { exact: true }).waitFor();

    const plans = await context.request.get('/operator/data-plans?carrier=esim-go');
    const made = (await plans.json()).items.map(({ name }: { name: string }) => name);
    expect(made).toEqual(['Austria 1GB', 'Austria Unlimited', 'Europe 3GB', 'France 1GB']);
    const found = await (await context.request.get('/operator/findings')).json();
    expect(found.items).toContainEqual(expect.objectContaining({ kind: 'sold_below_cost' }));
    await context.close();
  },
  PATIENCE_MS,
);
