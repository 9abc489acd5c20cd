import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { openStage, type Stage } from './stage.ts';
import { countOf, FORMS, type Form, fillIn, TROUBLES, type Trouble } from './troubles.ts';

const PATIENCE_MS = 120_000;

let stage: Stage;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
}, PATIENCE_MS);
afterAll(() => stage?.close());
beforeEach(async () => {
  context = await stage.as('owner', { viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  return () => context.close();
});

const newName = () => `trouble-${newId()}`;

/** Returns the keys of the form's requests, in the order in which they were sent. */
function keysOf(form: Form): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    const isForm = request.method() === 'POST' && request.url().endsWith(form.operation);
    if (isForm) keys.push(request.headers()['idempotency-key'] ?? 'none');
  });
  return keys;
}

/** Lets the form's first request meet the trouble, and nothing else. */
async function meetOnce(form: Form, meet: Trouble['meet']): Promise<void> {
  let isMet = false;
  await page.route(`**${form.operation}`, (route) => {
    if (isMet || route.request().method() !== 'POST') return route.fallback();
    isMet = true;
    return meet(route);
  });
}

/** Everything that was typed is still in the form. */
async function expectTyped(form: Form, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [label, text] of form.fields) {
    const field = dialog.getByLabel(label, { exact: true }).first();
    expect(await field.inputValue()).toBe(text.replace('NAME', name));
  }
}

describe.each(FORMS)('$name', (form) => {
  // Every trouble with the first form; the others share its parts, and prove that they use them.
  const troubles = form === FORMS[0] ? TROUBLES : TROUBLES.slice(0, 1);
  it.each(troubles)('the form loses nothing and sends once when $name', async ({ meet, says }) => {
    const name = newName();
    const keys = keysOf(form);
    await meetOnce(form, meet);
    const button = await fillIn(page, form, name);
    await button().click();
    await page.getByRole('alert').filter({ hasText: says }).waitFor();
    await expectTyped(form, name);
    await button().click();
    await page.getByText(form.done).first().waitFor();
    expect(await countOf(context, form, name)).toBe(1);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('the form loses nothing when the session has ended: the person signs in above it', async () => {
    const name = newName();
    const button = await fillIn(page, form, name);
    await context.clearCookies();
    await button().click();
    const guard = page.getByRole('dialog', { name: 'Your session has ended' });
    await guard.getByLabel('Password', { exact: true }).fill('demo-password');
    await guard.getByRole('button', { name: 'Sign in', exact: true }).click();
    await guard.waitFor({ state: 'hidden' });
    await expectTyped(form, name);
    await button().click();
    await page.getByText(form.done).first().waitFor();
    expect(await countOf(context, form, name)).toBe(1);
  });

  it('the form sends once on a double click', async () => {
    const name = newName();
    const button = await fillIn(page, form, name);
    await button().dblclick();
    await page.getByText(form.done).first().waitFor();
    expect(await countOf(context, form, name)).toBe(1);
  });
});

describe('a server that is killed and started again in the middle of a form', () => {
  it(
    'a form survives a restart of the server, and the sale happens once',
    async () => {
      const [form] = FORMS;
      if (!form) throw new Error('there is no form');
      const name = newName();
      const button = await fillIn(page, form, name);
      await stage.store().kill();
      await button().click();
      await page.getByRole('alert').filter({ hasText: 'The server did not answer' }).waitFor();
      await stage.startAgain();
      await expectTyped(form, name);
      await button().click();
      await page.getByText(form.done).first().waitFor();
      expect(await countOf(context, form, name)).toBe(1);
    },
    PATIENCE_MS,
  );
});
