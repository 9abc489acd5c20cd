import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStage, type TestStage } from './test-stage.ts';

const PATIENCE_MS = 240_000;

let stage: TestStage;

beforeAll(async () => {
  stage = await openTestStage();
}, PATIENCE_MS);
afterAll(() => stage?.close());

it(
  'a click beside a dialog loses no secret, neither while it is made nor when it is shown',
  async () => {
    const context = await stage.as('owner', { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto('/portal/sandbox/keys');
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(/\/rotate-secret$/, async (route) => {
      await held;
      await route.fallback();
    });
    await page
      .getByRole('button', { name: /^New secret / })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'New secret', exact: true }).click();
    await page.mouse.click(5, 5);
    await page.keyboard.press('Escape');
    answer();
    const secret = page.getByText(/Copy the secret now/).first();
    await secret.waitFor();
    await page.mouse.click(5, 5);
    expect(await secret.isVisible()).toBe(true);
    await context.close();
  },
  PATIENCE_MS,
);
