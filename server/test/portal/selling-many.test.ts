import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESUME_BATCHES_TASK } from '../../src/commerce/sale-batches/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { enqueueJob } from '../../src/platform/jobs/index.ts';
import { until } from './first-sale.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;
const PACKAGES = 500;
const ITEM = 'eSIM Germany 1 GB';
const BATCHES = '/gigastore/activations/batches';
const DESK = { width: 1280, height: 900 };

let stage: TestStage;
beforeAll(async () => {
  stage = await openTestStage();
}, PATIENCE_MS);
afterAll(() => stage?.close());

async function visit(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await stage.as('owner', { viewport: DESK });
  return { context, page: await context.newPage() };
}

const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();

/** Calls the API as the signed-in person. */
async function ask<Body>({ request }: BrowserContext, path: string): Promise<Body> {
  const answer = await request.get(path, { headers: { 'X-Account': 'sandbox' } });
  return (await answer.json()) as Body;
}

type BatchItem = { number: number; state: string; email: string; activatedItemUid: string };

async function itemsOf(context: BrowserContext, batch: string): Promise<BatchItem[]> {
  const found: BatchItem[] = [];
  for (let after = ''; ; ) {
    const page = await ask<{ items: BatchItem[]; nextCursor: string | null }>(
      context,
      `${BATCHES}/${batch}/items?limit=200${after}`,
    );
    found.push(...page.items);
    if (!page.nextCursor) return found;
    after = `&after=${page.nextCursor}`;
  }
}

/**
 * Resumes a batch without the minute after which it is abandoned, and the one between two checks.
 */
async function resumeAtOnce(batch: string): Promise<void> {
  await stage.db.transaction(async (tx) => {
    await tx.run(sql`
      update sale_batches
      set touched_at = touched_at - interval '1 minute'
      where id = ${batch}`);
    await enqueueJob(tx, { task: RESUME_BATCHES_TASK, payload: {} });
  });
}

describe('selling 500 packages from a CSV file', () => {
  it(
    'sells each exactly once although the store is killed in the middle',
    async () => {
      const { context, page } = await visit();
      const lines = Array.from({ length: PACKAGES }, (_, index) => `t${index}@many.test,${ITEM}`);
      await context.request.post('/gigastore/sandbox/credits', {
        headers: { 'X-Account': 'sandbox', Origin: stage.url },
        data: { amount: { priceValue: 5000, currencyCode: 'USD' } },
      });
      await page.goto('/portal/sandbox/sales/many');
      await press(page, 'Sell from a list');
      const form = page.getByRole('dialog');
      const csv = (extra: string[]) => ['email,item', ...lines, ...extra].join('\n');
      await form.getByLabel('List').fill(csv(['nobody,No such package']));
      await form.getByRole('button', { name: 'Check the list' }).click();
      await form
        .getByRole('cell', { name: String(PACKAGES + 2) })
        .first()
        .waitFor();
      await form.getByLabel('List').fill(csv([]));
      await form.getByRole('button', { name: 'Check the list' }).click();
      const [answer] = await Promise.all([
        page.waitForResponse(
          (response) => response.url().endsWith(BATCHES) && response.request().method() === 'POST',
        ),
        form.getByRole('button', { name: `Sell ${PACKAGES} packages for` }).click(),
      ]);
      const { id } = (await answer.json()) as { id: string };
      let sold = 0;
      while (sold === 0) ({ sold } = await ask<{ sold: number }>(context, `${BATCHES}/${id}`));
      await stage.store().kill();
      expect(sold).toBeLessThan(PACKAGES);

      const panel = page.getByRole('complementary', { name: `Sale of ${PACKAGES} packages` });
      await stage.startAgain();
      await resumeAtOnce(id);
      await panel.getByText(`${PACKAGES} of ${PACKAGES} sold`).waitFor({ timeout: 150_000 });

      const batch = new URL(page.url()).searchParams.get('open') ?? '';
      const items = await itemsOf(context, batch);
      expect(items).toHaveLength(PACKAGES);
      expect(items.every(({ state }) => state === 'sold')).toBe(true);
      expect(new Set(items.map(({ activatedItemUid }) => activatedItemUid)).size).toBe(PACKAGES);
      expect(new Set(items.map(({ email }) => email)).size).toBe(PACKAGES);
      const [waiting] = await Promise.all([
        page.waitForEvent('download'),
        press(page, 'Results as CSV'),
      ]);
      expect(waiting.suggestedFilename()).toBe('batch.csv');
      const all = await context.request.get(
        '/gigastore/activations/activated-items?page_size=1&sort_by=DATE',
        { headers: { 'X-Account': 'sandbox' } },
      );
      expect(Number(all.headers()['x-total-count'])).toBe(PACKAGES);
      await context.close();
    },
    PATIENCE_MS,
  );
});

describe('a package of the catalogue', () => {
  it(
    'comes into the inventory, is priced with others, and is sold at the new price',
    async () => {
      const { context, page } = await visit();
      const name = 'Vienna weekend';
      await page.goto('/portal/sandbox/catalogue?set=AT&offered=false');
      await page.getByRole('row').nth(1).getByRole('button').first().click();
      await page
        .getByRole('complementary')
        .getByRole('button', { name: 'Add to inventory' })
        .click();
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: /^Name of/ }).fill(name);
      const retail = form.getByRole('textbox', { name: /^Retail price of/ });
      await retail.focus();
      await retail.press('ControlOrMeta+a');
      // Pastes the text with one input event.
      await page.keyboard.insertText('5,49');
      expect(await retail.inputValue()).toBe('5,49');
      await form.getByRole('button', { name: 'Add the package' }).click();
      await page.getByText('The package is in your inventory.').waitFor();

      await page.goto('/portal/sandbox/inventory?set=AT');
      await page.getByRole('button', { name: `Retail price of ${name}: 5.49 USD` }).waitFor();
      for (const box of await page.getByRole('checkbox', { name: /^Select row/ }).all())
        await box.check();
      await press(page, 'Set prices');
      const prices = page.getByRole('dialog');
      await prices.getByRole('textbox', { name: 'Margin' }).fill('50');
      const row = prices.getByRole('row').filter({ hasText: name });
      await row.waitFor();
      await prices.getByRole('button', { name: /^Save \d+ prices?$/ }).click();
      await page.getByText(/prices? (is|are) saved\.$/).waitFor();
      const { items } = await ask<{
        items: {
          name: string;
          retailPrices: { priceValue: number }[];
          prices: { priceValue: number }[];
        }[];
      }>(context, '/gigastore/products/inventory?country_set=AT');
      const item = items.find((one) => one.name === name);
      const [price, cost] = [
        item?.retailPrices[0]?.priceValue ?? 0,
        item?.prices[0]?.priceValue ?? 0,
      ];
      expect(price).toBeGreaterThanOrEqual(cost * 2);
      expect(price.toFixed(2)).toMatch(/\.99$/);

      await page.goto('/portal/sandbox/sales?sell=new');
      const sale = page.getByRole('dialog');
      await sale.getByLabel('Package', { exact: true }).first().click();
      await sale.getByLabel('Package', { exact: true }).first().fill(name);
      await page.getByRole('option').filter({ hasText: name }).first().click();
      await sale.getByRole('button', { name: `Sell for ${price.toFixed(2)} USD` }).click();
      await page.getByText(`${name} is sold.`).first().waitFor();
      await context.close();
    },
    PATIENCE_MS,
  );

  it(
    'is not priced when a price moved since the preview: the new preview is shown first',
    async () => {
      const { context, page } = await visit();
      await page.goto('/portal/sandbox/inventory?set=DE&price=new');
      const prices = page.getByRole('dialog');
      await prices.getByRole('textbox', { name: 'Margin' }).fill('61');
      const save = prices.getByRole('button', { name: /^Save [1-9]\d* prices?$/ });
      await save.waitFor();
      await until(() => save.isEnabled());
      const { items } = await ask<{ items: { id: string }[] }>(
        context,
        '/gigastore/products/inventory?country_set=DE',
      );
      await context.request.put(`/gigastore/products/inventory/${items[0]?.id}`, {
        headers: { 'X-Account': 'sandbox', Origin: stage.url },
        data: { retailPrice: { priceValue: 77, currencyCode: 'USD' } },
      });
      await save.click();
      await prices.getByText('Prices changed since the preview').waitFor();
      await prices.getByRole('cell', { name: '77.00' }).waitFor();
      await until(() => save.isEnabled());
      await save.click();
      await page.getByText(/prices? (is|are) saved\.$/).waitFor();
      await context.close();
    },
    PATIENCE_MS,
  );
});
