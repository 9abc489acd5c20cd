import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../../portal/test/fill.mjs';
import { newId } from '../../src/kernel/ids.ts';
import { catalogueRun } from '../support/catalogue-run.ts';
import { lostStockOrder, newSmdp } from '../support/smdps.ts';
import { openEsimGo } from '../support/supply.ts';
import { deliveredOrder, orderWithRefund, unknownOrder } from '../support/unknown-order.ts';
import { CARRIER_FORMS } from './carrier-forms.ts';
import { DEVELOPER_FORMS } from './developer-forms.ts';
import { FORMS, type Form } from './forms.ts';
import { OPERATOR_FORMS } from './operator-forms.ts';
import type { Person } from './stage.ts';
import { openTestStage, type TestStage } from './test-stage.ts';
import {
  ANSWER_LOST,
  changedFields,
  countOf,
  type Filling,
  fillIn,
  type Ids,
  isOf,
  pathOf,
  TROUBLES,
  type Trouble,
} from './troubles.ts';

const PATIENCE_MS = 240_000;
const DESK = { width: 1280, height: 900 };
const AT_SUPPLIER = { carrier: 'esim-go', iccid: '8943108165017013118', profileId: 'E1' };
const ANOTHER_ICCID = '8943108165017013126';

let supplier: Awaited<ReturnType<typeof openEsimGo>>;
let stage: TestStage;
let ids: Ids;

beforeAll(async () => {
  supplier = await openEsimGo();
  const { url } = supplier.settings.esimGo;
  stage = await openTestStage({ GIGASTORE_ESIM_GO_KEY: 'key', GIGASTORE_ESIM_GO_URL: url });
  const [sold] = await fill(stage.url, { days: 1, sales: 3 });
  const context = await stage.as('owner');
  const inventory = await context.request.get('/gigastore/products/inventory?country_set=IT', {
    headers: { 'X-Account': 'sandbox' },
  });
  const { items } = (await inventory.json()) as { items: { id: string }[] };
  const account = await accountOf(sold?.esimProfile.iccid ?? '');
  await lostStockOrder(stage.db);
  await newSmdp(stage.db, 'unused');
  ids = {
    $customer: sold?.customer.uid ?? '',
    $iccid: sold?.esimProfile.iccid ?? '',
    $item: items[0]?.id ?? '',
    $key: 'demo-client',
    $ticket: sold?.ticketId ?? '',
    $account: account,
    $order: await unknownOrder(stage.db, account),
    $import: await catalogueRun(stage.db),
    $delivered: await deliveredOrder(stage.db, account, AT_SUPPLIER),
    $unwanted: await deliveredOrder(stage.db, account, { ...AT_SUPPLIER, iccid: ANOTHER_ICCID }),
    $refund: await orderWithRefund(stage.db, account),
  };
  await context.close();
}, PATIENCE_MS);
afterAll(async () => {
  await stage?.close();
  await supplier?.close();
});

/** Returns the ID of the account of an eSIM, as an operator finds it. */
async function accountOf(iccid: string): Promise<string> {
  const operator = await stage.as('operator');
  const found = await operator.request.get(`/operator/search?q=${iccid}`);
  const { items } = (await found.json()) as { items: { accountId: string | null }[] };
  await operator.close();
  return items[0]?.accountId ?? '';
}

type Desk = { context: BrowserContext; page: Page; filling: Filling };

/** One tab a person: the application starts once, and each form is a page in it. */
const tabs = new Map<Person, Promise<Page>>();

async function sitDown(form: Form): Promise<Desk> {
  const person = form.as ?? 'owner';
  const opened = tabs.get(person) ?? openTab(person);
  tabs.set(person, opened);
  const page = await opened;
  return { context: page.context(), page, filling: { form, name: `trouble-${newId()}`, ids } };
}

async function openTab(person: Person): Promise<Page> {
  const context = await stage.as(person, { viewport: DESK });
  return context.newPage();
}

/** Returns the keys of the form's requests, in the order in which they were sent. */
function keysOf({ page, filling: { form } }: Desk): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (isOf(form, request)) keys.push(request.headers()['idempotency-key'] ?? 'none');
  });
  return keys;
}

/**
 * Gives each request of the form the next trouble, and passes it to the server after the last one.
 */
async function meetInTurn({ page, filling: { form } }: Desk, troubles: readonly Trouble[]) {
  const left = [...troubles];
  await page.route(
    ({ pathname }) => pathOf(form).test(pathname),
    (route) => {
      const next = isOf(form, route.request()) ? left.shift() : undefined;
      return next ? next.meet(route) : route.fallback();
    },
  );
}

/** The session ends, and the person signs in again above the form. */
async function signInAgain({ page, context }: Desk, send: () => Promise<void>): Promise<void> {
  await context.clearCookies();
  await send();
  const guard = page.getByRole('dialog', { name: 'Your session has ended' });
  await guard.getByLabel('Password', { exact: true }).fill('demo-password');
  await guard.getByRole('button', { name: 'Sign in', exact: true }).click();
  await guard.waitFor({ state: 'hidden' });
}

describe('every form', () => {
  it.each([...FORMS, ...DEVELOPER_FORMS, ...OPERATOR_FORMS, ...CARRIER_FORMS])(
    'loses nothing and acts once, whatever comes between: $name',
    async (form) => {
      const desk = await sitDown(form);
      const { context, page, filling } = desk;
      // A second attempt of the test would meet what is left of the first one's troubles.
      await page.unrouteAll();
      const keys = keysOf(desk);
      const button = await fillIn(page, filling);
      await button().waitFor();
      await meetInTurn(desk, TROUBLES);
      for (const { says } of TROUBLES) {
        await button().click();
        await page.getByRole('alert').filter({ hasText: says }).first().waitFor();
        expect(await changedFields(page, filling)).toEqual([]);
      }
      await signInAgain(desk, () => button().click());
      expect(await changedFields(page, filling)).toEqual([]);
      if (form.isRepeatable !== false) {
        await meetInTurn(desk, [ANSWER_LOST]);
        await button().click();
        await page.getByRole('alert').filter({ hasText: ANSWER_LOST.says }).first().waitFor();
        expect(await changedFields(page, filling)).toEqual([]);
      }
      await button().dblclick();
      const done = form.done === 'NAME' ? filling.name : form.done;
      await page.getByText(done).first().waitFor();
      if (form.listed) await expect.poll(() => countOf(context, filling)).toBe(1);
      expect(new Set(keys).size).toBe(1);
      await page.unrouteAll();
    },
    PATIENCE_MS,
  );
});

describe('a server that is killed and started again in the middle of a form', () => {
  it(
    'a form survives a restart of the server, and the sale happens once',
    async () => {
      const [form] = FORMS;
      if (!form) throw new Error('there is no form');
      const desk = await sitDown(form);
      const { context, page, filling } = desk;
      const button = await fillIn(page, filling);
      await stage.store().kill();
      await button().click();
      await page.getByRole('alert').filter({ hasText: 'The server did not answer' }).waitFor();
      await stage.startAgain();
      expect(await changedFields(page, filling)).toEqual([]);
      await button().click();
      await page.getByText(form.done).first().waitFor();
      expect(await countOf(context, filling)).toBe(1);
      await page.close();
    },
    PATIENCE_MS,
  );
});
