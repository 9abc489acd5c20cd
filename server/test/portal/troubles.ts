import type { BrowserContext, Page, Route } from 'playwright-core';

/** A form of the portal that does something once. */
export type Form = {
  name: string;
  path: string;
  /** The label of each field and what is typed; `NAME` is another text in every test. */
  fields: [label: string, text: string][];
  /** A field that offers a list, and what is chosen. */
  choice?: [label: string, text: string];
  button: string | RegExp;
  operation: string;
  /** What the page says or shows when it is done. */
  done: RegExp;
  /** Where the API lists what was made. */
  listed: string;
};

export const FORMS: readonly Form[] = [
  {
    name: 'selling a package',
    path: 'sales?sell=new',
    choice: ['Package', 'eSIM Germany 1 GB'],
    fields: [['Metatag', 'NAME']],
    button: /^Sell for /,
    operation: '/gigastore/activations/register',
    done: /is sold\.$/,
    listed: '/gigastore/activations/activated-items?page_size=100',
  },
  {
    name: 'opening a ticket',
    path: 'tickets?new=ticket',
    fields: [
      ['Subject', 'NAME'],
      ['What happened', 'The traveller finds no network.'],
    ],
    button: 'Send ticket',
    operation: '/gigastore/tickets',
    done: /^The ticket is sent/,
    listed: '/gigastore/tickets?limit=100',
  },
  {
    name: 'creating an API key',
    path: 'keys?new=key',
    fields: [['Name', 'NAME']],
    button: 'Create key',
    operation: '/gigastore/api-keys',
    done: /Copy the secret now/,
    listed: '/gigastore/api-keys',
  },
  {
    name: 'adding a webhook endpoint',
    path: 'webhooks?new=endpoint',
    fields: [
      ['URL', 'http://127.0.0.1:9/hooks'],
      ['Note', 'NAME'],
    ],
    button: 'Save endpoint',
    operation: '/gigastore/webhooks',
    done: /Copy the signing secret now/,
    listed: '/gigastore/webhooks',
  },
];

/** What happens to the first request of a form, and what the person reads. */
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

export const TROUBLES: readonly Trouble[] = [
  {
    name: 'the answer is lost after the server acted',
    async meet(route) {
      await route.fetch();
      await route.abort('connectionreset');
    },
    says: /The server did not answer/,
  },
  {
    name: 'the connection is lost before the server heard',
    meet: (route) => route.abort('internetdisconnected'),
    says: /The server did not answer/,
  },
  refuse(503, 'unavailable'),
  refuse(429, 'rate_limited'),
  refuse(409, 'idempotency_key_in_progress'),
];

/** Fills in a form and returns what sends it. */
export async function fillIn(page: Page, form: Form, name: string) {
  await page.goto(`/portal/sandbox/${form.path}`);
  const dialog = page.getByRole('dialog');
  if (form.choice) {
    const [label, text] = form.choice;
    const field = dialog.getByLabel(label, { exact: true }).first();
    await field.click();
    await field.fill(text);
    await page.getByRole('option').filter({ hasText: text }).first().click();
  }
  for (const [label, text] of form.fields) {
    await dialog.getByLabel(label, { exact: true }).first().fill(text.replace('NAME', name));
  }
  return () =>
    dialog.getByRole('button', { name: form.button, exact: typeof form.button === 'string' });
}

/** Returns how many of the listed things bear this name. */
export async function countOf({ request }: BrowserContext, form: Form, name: string) {
  const answer = await request.get(form.listed, { headers: { 'X-Account': 'sandbox' } });
  const listed = (await answer.json()) as object[] | { items: object[] };
  const items = Array.isArray(listed) ? listed : listed.items;
  return items.filter((item) => Object.values(item).includes(name)).length;
}
