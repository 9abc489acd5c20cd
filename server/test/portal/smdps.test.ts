import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smdpDraft } from '../support/smdps.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;

let stage: TestStage;
beforeAll(async () => {
  stage = await openTestStage();
}, PATIENCE_MS);
afterAll(() => stage?.close());

it(
  'an operator sets up an SM-DP+ whose test call fails, reads why, and deletes it',
  async () => {
    const context = await stage.as('operator', { viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const press = (name: string, inside: Pick<Page, 'getByRole'> = page) =>
      inside.getByRole('button', { name, exact: true }).click();
    const { name, url } = smdpDraft();
    await page.goto('/portal/operator/carriers?tab=smdps');
    await press('Set up an SM-DP+');
    const form = page.getByRole('dialog', { name: 'Set up an SM-DP+' });
    for (const [label, text] of [
      ['Name', name],
      ['URL', url],
      ['Requester identifier', '1.3.6.1.4.1.1'],
      ['Carrier', 'alpine'],
      ['Profile type', 'consumer-1'],
    ] as const) {
      await form.getByRole('textbox', { name: label, exact: true }).fill(text);
    }
    await form.getByRole('switch', { name: 'Confirmation codes' }).check();
    await press('Save SM-DP+', form);
    await page.getByText('SM-DP+ saved').first().waitFor();
    const found = await context.request.get('/operator/smdps');
    expect((await found.json()).items).toMatchObject([
      { name, profileTypes: [{ carrier: 'alpine', confirmationCodes: true }] },
    ]);
    await press(`Actions on ${name}`);
    await page.getByRole('menuitem', { name: 'Test call', exact: true }).click();
    await page.getByText(`The test call to ${name} failed`).waitFor();
    await press(`Actions on ${name}`);
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await press('Delete SM-DP+', page.getByRole('dialog', { name: `Delete ${name}?` }));
    await page.getByText('SM-DP+ deleted').first().waitFor();
    await page.getByText('No SM-DP+ is set up.').waitFor();
    await context.close();
  },
  PATIENCE_MS,
);
