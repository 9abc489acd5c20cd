import { readFile } from 'node:fs/promises';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fill } from '../../../portal/test/fill.mjs';
import { aUsageFormat, HEADING, usageLine } from '../support/usage-files.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;
const UNKNOWN = '8944500101180012348';

let stage: TestStage;
let iccid: string;

beforeAll(async () => {
  stage = await openTestStage();
  const [sold] = await fill(stage.url, { days: 1, sales: 3 });
  iccid = sold?.esimProfile.iccid ?? '';
}, PATIENCE_MS);
afterAll(() => stage?.close());

async function sitDown(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await stage.as('operator', { viewport: { width: 1440, height: 900 } });
  const set = await context.request.put('/operator/usage-file-formats', {
    headers: { Origin: stage.url },
    data: { ...aUsageFormat(), carrier: 'sandbox' },
  });
  expect(set.status(), await set.text()).toBe(200);
  return { context, page: await context.newPage() };
}

/** Uploads a file after a look at how its lines are read. */
async function upload(page: Page, { name, text }: { name: string; text: string }): Promise<void> {
  await page.getByRole('button', { name: 'Upload a file', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Upload a usage file' });
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
  await form.getByRole('button', { name: 'Read the file', exact: true }).click();
  const tried = form.getByRole('table', { name: 'The first lines, as they are read' });
  await tried.getByText('Not charged: country must be').waitFor();
  await form.getByRole('button', { name: 'Upload and charge', exact: true }).click();
  await form.waitFor({ state: 'hidden' });
}

/** The cells of a file's row: name, carrier, state, lines, charged, counted before, rejected. */
async function rowOf(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole('row').filter({ hasText: name });
  return (await row.getByRole('cell').allTextContents()).slice(0, 7);
}

async function countRecords(): Promise<{ records: number; bytes: number }> {
  const { rows: found } = await stage.db.pool.query<{ records: number; bytes: number }>(
    'select count(*)::integer as records, sum(bytes)::float8 as bytes from usage_records',
  );
  return found[0] ?? { records: 0, bytes: 0 };
}

const rows = async (table: Locator) =>
  (await table.getByRole('row').all()).map((row) => row.getByRole('cell').allTextContents());

it(
  'an operator uploads a usage file, sees why lines are rejected, and uploads it again',
  async () => {
    const { context, page } = await sitDown();
    const before = await countRecords();
    const lines = [
      usageLine({ iccid, bytes: 1_048_576 }),
      usageLine({ iccid: UNKNOWN }),
      usageLine({ iccid, country: 'ZZ' }),
      usageLine({ iccid, bytes: 2_097_152 }),
    ];
    const text = [HEADING, ...lines, ''].join('\n');
    await page.goto('/portal/operator/carriers?tab=files');
    await upload(page, { name: 'april.csv', text });
    // The page is not loaded again: it follows the file until a worker has charged it.
    const first = ['april.csv', 'sandbox', 'Done', '5', '2', '0', '2'];
    await expect.poll(() => rowOf(page, 'april.csv'), { timeout: 30_000 }).toEqual(first);

    await page.getByRole('button', { name: 'april.csv', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'april.csv' });
    const errors = drawer.getByRole('region', { name: 'Lines that were not charged' });
    await errors.getByRole('table').waitFor();
    expect((await Promise.all(await rows(errors.getByRole('table')))).slice(1)).toEqual([
      ['3', expect.stringMatching(/^iccid must be .*8944500101180012348/)],
      ['4', expect.stringMatching(/^country must be .*ZZ/)],
    ]);
    const saving = page.waitForEvent('download');
    await errors.getByRole('button', { name: 'CSV', exact: true }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('april.csv-errors.csv');
    const csv = await readFile(await saved.path(), 'utf8');
    expect(
      csv
        .trim()
        .split('\r\n')
        .map((line) => line.slice(0, 10)),
    ).toEqual(['line,reaso', '3,iccid mu', '4,country ']);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });

    await upload(page, { name: 'again.csv', text });
    const second = ['again.csv', 'sandbox', 'Done', '5', '0', '2', '2'];
    await expect.poll(() => rowOf(page, 'again.csv'), { timeout: 30_000 }).toEqual(second);
    const after = await countRecords();
    expect(after.records - before.records).toBe(2);
    expect(after.bytes - before.bytes).toBe(3_145_728);

    await page.getByRole('tab', { name: 'Rejected usage', exact: true }).click();
    const rejected = page.getByRole('table', { name: 'Rejected usage' });
    await rejected.getByText('iccid must be').first().waitFor();
    await context.close();
  },
  PATIENCE_MS,
);
