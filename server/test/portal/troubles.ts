import type { BrowserContext, Locator, Page, Request, Route } from 'playwright-core';
import type { Form } from './forms.ts';
import { show } from './stage.ts';

/** What happens to a request of a form, and what the person reads. */
export type Trouble = { name: string; meet(route: Route): Promise<void>; says: RegExp };

const refuse = (status: number, code: string) => ({
  name: `the server answers ${status} (${code})`,
  meet: (route: Route) =>
    route.fulfill({
      status,
      headers: { 'Retry-After': '1' },
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Busy', status, code, detail: `It is ${code}.` }),
    }),
  says: new RegExp(`It is ${code}\\.`),
});

/** The order lets each message differ from the one before. */
export const TROUBLES: readonly Trouble[] = [
  {
    name: 'the connection is lost before the server heard',
    meet: (route) => route.abort('internetdisconnected'),
    says: /The server did not answer/,
  },
  refuse(503, 'unavailable'),
  refuse(429, 'rate_limited'),
  refuse(409, 'idempotency_key_in_progress'),
];
export const ANSWER_LOST: Trouble = {
  name: 'the answer is lost after the server acted',
  async meet(route) {
    await route.fetch();
    await route.abort('connectionreset');
  },
  says: /The server did not answer/,
};

/** The objects that the paths and texts of the table name. */
export type Ids = Record<string, string>;
export type Filling = { form: Form; name: string; ids: Ids };

const filledIn = (text: string, { name, ids }: Omit<Filling, 'form'>) =>
  text.replaceAll('NAME', name).replace(/\$\w+/g, (id) => ids[id] ?? id);

/** Returns what the path of the form's request matches. */
export const pathOf = ({ operation }: Form) => new RegExp(`${operation.replaceAll('*', '[^/]+')}$`);

/** Whether it is the form's own request, and no dry run of it. */
export function isOf(form: Form, request: Request): boolean {
  const { method = 'POST', sends = '', without } = form;
  const isMeant = request.method() === method && pathOf(form).test(new URL(request.url()).pathname);
  const body = request.postData() ?? '';
  return isMeant && body.includes(sends) && !(without && body.includes(without));
}

/** Fills in a form. Returns the function that sends it. */
export async function fillIn(page: Page, filling: Filling): Promise<() => Locator> {
  const { form } = filling;
  const { side = 'sandbox' } = form;
  await show(page, `${side}/${filledIn(form.path, filling)}`);
  if (form.opens) {
    const [opener, entry] = form.opens;
    await page.getByRole('button', { name: opener }).first().click();
    if (entry) await page.getByRole('menuitem', { name: entry, exact: true }).click();
  }
  if (form.choice) {
    const [label, text] = form.choice;
    const field = page.getByRole('dialog').getByLabel(label, { exact: true }).first();
    await field.click();
    if (await field.isEditable()) await field.fill(text);
    await page.getByRole('option').filter({ hasText: text }).first().click();
  }
  for (const [label, text] of form.fields) {
    await fieldOf(page, form, label).fill(filledIn(text, filling));
  }
  const { button } = form;
  const named = (name: string | RegExp) =>
    formOf(page, form).getByRole('button', { name, exact: typeof name === 'string' });
  if (form.turnsOn) await page.getByRole('switch', { name: form.turnsOn }).check();
  if (form.checks) await named(form.checks).click();
  return () => named(button).last();
}

/** Returns the fields whose text is not what was typed. */
export async function changedFields(page: Page, filling: Filling): Promise<string[]> {
  const { form } = filling;
  const changed: string[] = [];
  for (const [label, text] of form.fields) {
    const value = await fieldOf(page, form, label).inputValue();
    if (value !== filledIn(text, filling)) changed.push(`${label}: ${value}`);
  }
  return changed;
}

/** A dialog, or else the form of the page that has the field. */
function formOf(page: Page, form: Form): Locator {
  return isDialog(form) ? page.getByRole('dialog') : sectionOf(page, form);
}

const isDialog = ({ opens, path, isInPage }: Form) =>
  !isInPage && (opens !== undefined || DIALOG.test(path));
const DIALOG = /[?&](sell|new|stock|price|import|send|open|replay|buy|invite)=/;

function sectionOf(page: Page, { fields: [[label] = ['', '']] }: Form): Locator {
  return page
    .locator('form')
    .filter({ has: page.getByLabel(nameOf(label)) })
    .last();
}

function fieldOf(page: Page, form: Form, label: string): Locator {
  return formOf(page, form).getByLabel(nameOf(label)).and(page.locator(TYPED)).first();
}

const TYPED = 'input:not([type=radio]):not([type=checkbox]), textarea';
/** The label, which may end with a star or a word about what is optional. */
const nameOf = (label: string) => new RegExp(`^${label}( \\*| \\(.*\\))?$`);

/** Returns how often what a form makes is listed. */
export async function countOf({ request }: BrowserContext, filling: Filling): Promise<number> {
  const { listed = '', list, isAlone } = filling.form;
  const answer = await request.get(filledIn(listed, filling), {
    headers: { 'X-Account': 'sandbox' },
  });
  const found = await answer.json();
  const all = itemsOf(list === undefined ? found : found[list]);
  const own = all.filter((one) => JSON.stringify(one).includes(filling.name));
  return isAlone ? all.length : own.length;
}

function itemsOf(found: unknown[] | Record<string, unknown>): unknown[] {
  return Array.isArray(found) ? found : Object.values(found).filter(Array.isArray).flat();
}
