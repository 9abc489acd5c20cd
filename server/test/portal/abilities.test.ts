import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES_OF_ROLE as SHOWN_SCOPES } from '../../../portal/src/session/role-scopes.ts';
import { fill, type Sold } from '../../../portal/test/fill.mjs';
import { SCOPES_OF_ROLE } from '../../src/identity/people/index.ts';
import { ABILITIES, DEVELOPERS_OPERATION, DEVELOPERS_PAGES } from './abilities.ts';
import { may, stateOf } from './ability-state.ts';
import { type Stage, show } from './stage.ts';
import { openTestStage } from './test-stage.ts';

const PEOPLE = ['owner', 'developer', 'finance', 'support', 'viewer'] as const;
type Person = (typeof PEOPLE)[number];
const PATIENCE_MS = 180_000;
const TABS = 3;

let stage: Stage;
let ids: Record<string, string>;

beforeAll(async () => {
  stage = await openTestStage();
  const sold = await fill(stage.url, { days: 1, sales: 8 });
  ids = { ...idsOf(sold), ...(await haveMade()) };
}, PATIENCE_MS);
afterAll(() => stage?.close());

/**
 * Creates the objects that the paths of the table name: a waiting package, its customer, and a
 * ticket.
 */
function idsOf(sold: Sold[]): Record<string, string> {
  const { activatedItem, customer } = sold[7] as Sold;
  return {
    $sale: activatedItem.uid,
    $customer: customer.uid,
    $ticket: sold[0]?.ticketId ?? 'none',
  };
}

/** Creates the objects that some controls need: a stopped batch, an endpoint, a rule and a card. */
async function haveMade(): Promise<Record<string, string>> {
  const { request, close } = await sessionOf('owner');
  const headers = { 'X-Account': 'sandbox', Origin: stage.url };
  const ask = async <Body>(path: string, data?: object): Promise<Body> => {
    const method = data ? 'POST' : 'GET';
    const answer = await request.fetch(`${stage.url}/gigastore${path}`, { method, headers, data });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Body;
  };
  const inventory = '/products/inventory?country_set=IT';
  const [item] = (await ask<{ items: { id: string }[] }>(inventory)).items;
  const lines = [{ inventoryItemId: item?.id, quantity: 1_000 }];
  const batch = await ask<{ id: string }>('/activations/batches', { lines });
  await ask(`/activations/batches/${batch.id}/stop`, {});
  await ask('/webhooks', { url: 'http://127.0.0.1:9/hooks', events: ['package.refunded'] });
  await ask('/pricing-rules', { name: 'Italy', countrySet: 'IT', method: 'margin', value: 40 });
  await ask('/payment-methods/setup', { testCard: '4242424242424242' });
  const [app] = (await ask<{ items: { id: string }[] }>('/sdk/apps')).items;
  await close();
  return { $batch: batch.id, $item: item?.id ?? 'none', $app: app?.id ?? 'none' };
}

async function inspect(page: Page, person: Person, path: string) {
  await show(
    page,
    path.replace(/\$\w+/g, (name) => ids[name] ?? name),
  );
  const found: string[] = [];
  for (const ability of ABILITIES.filter((one) => one.path === path)) {
    const state = await stateOf(page, ability);
    const wanted = may(person, ability.operation) ? 'open' : 'absent';
    if (state !== wanted) found.push(`${path}: ${ability.name} is ${state}, not ${wanted}`);
  }
  return found;
}

describe.each(PEOPLE)('a person who is %s', (person) => {
  it(
    'finds what the role may do, and nothing else that could be pressed',
    async () => {
      const context = await stage.as(person, { viewport: { width: 1280, height: 900 } });
      const paths = [...new Set(ABILITIES.map(({ path }) => path))];
      const found: string[] = [];
      const work = async () => {
        const page = await context.newPage();
        for (let path = paths.shift(); path; path = paths.shift()) {
          found.push(...(await inspect(page, person, path)));
        }
      };
      await Promise.all(Array.from({ length: TABS }, work));
      expect(found).toEqual([]);
      await context.close();
    },
    PATIENCE_MS,
  );

  it('sees the developers’ pages in the navigation by the same rule', async () => {
    const context = await stage.as(person, { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await show(page, 'sandbox');
    const links = page.getByRole('navigation').getByRole('link');
    const names = (await links.allTextContents()).map((text) => text.trim());
    const wanted = may(person, DEVELOPERS_OPERATION) ? [...DEVELOPERS_PAGES] : [];
    expect(DEVELOPERS_PAGES.filter((name) => names.includes(name))).toEqual(wanted);
    await context.close();
  });

  it('is refused by the server whatever the portal leaves out', async () => {
    const { request, close } = await sessionOf(person);
    const operations = [...new Set(ABILITIES.map(({ operation }) => operation))];
    for (const operation of operations.filter((one) => !may(person, one))) {
      const [method, path = ''] = operation.split(' ');
      const answer = await request.fetch(stage.url + path.replace(/\{\w+\}/g, 'nothing'), {
        method,
        headers: { Origin: stage.url, 'X-Account': 'sandbox' },
        data: {},
      });
      const { code } = (await answer.json()) as { code: string };
      expect({ operation, status: answer.status(), code }).toEqual({
        operation,
        status: 403,
        code: 'insufficient_scope',
      });
    }
    await close();
  });
});

async function sessionOf(person: Person) {
  const context = await stage.as(person);
  return { request: context.request, close: () => context.close() };
}

it('the portal shows the roles with the scopes that the server gives them', () => {
  expect(SHOWN_SCOPES).toEqual(SCOPES_OF_ROLE);
});
