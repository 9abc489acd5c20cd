import { beforeEach, describe, expect, test } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { newId } from '../../kernel/ids.ts';
import { offerItems, registerInventoryRoutes } from './index.ts';

let account: TestAccount;
let call: Call;
let path: string;

const slice = await forThisFile(openSlice(registerInventoryRoutes));

beforeEach(async () => {
  account = await slice.newAccount();
  call = await account.caller('manage');
  const plan = await addPlan(slice.db, { wholesaleMinor: 310n });
  const items = [{ dataPlanId: plan.id, retailMinor: 690n }];
  const ctx = { accountId: account.id, now: new Date() };
  const [id] = await slice.db.transaction((tx) => offerItems({ ...ctx, db: tx }, items));
  path = `/gigastore/products/inventory/${id}`;
});

const usd = (priceValue: unknown) => ({ priceValue, currencyCode: 'USD' });

describe('an inventory item', () => {
  test('an inventory item takes a new name, retail price or both, and keeps the rest', async () => {
    const renamed = await call('PUT', path, { body: { name: '  Österreich 1 GB ' } });
    expect(renamed.statusCode).toBe(200);
    expect(renamed.json()).toMatchObject({
      name: 'Österreich 1 GB',
      retailPrices: [{ sortIndex: 0, priceValue: 6.9, currencyCode: 'USD' }],
      active: true,
    });

    const retailPrice = { sortIndex: 3, ...usd(1.15) };
    const body = { retailPrice, active: false, confirmBelowCost: true };
    const repriced = await call('PUT', path, { body });
    expect(repriced.json()).toMatchObject({
      name: 'Österreich 1 GB',
      prices: [{ priceValue: 3.1 }],
      retailPrices: [{ sortIndex: 0, priceValue: 1.15, currencyCode: 'USD' }],
      active: false,
    });
    expect((await call('GET', path)).json()).toMatchObject(repriced.json());
    const { items } = (await call('GET', '/gigastore/products/inventory')).json();
    expect(items).toEqual([repriced.json()]);
  });

  test('an inventory item may be free for the customer, once this is confirmed', async () => {
    const refused = await call('PUT', path, { body: { retailPrice: usd(0) } });
    expect(refused.json()).toMatchObject({
      code: 'price_below_cost',
      detail: expect.stringContaining('0.00 USD is below the wholesale price 3.10 USD'),
    });
    const body = { retailPrice: usd(0), confirmBelowCost: true };
    const answer = await call('PUT', path, { body });
    expect(answer.json().retailPrices).toEqual([
      { sortIndex: 0, priceValue: 0, currencyCode: 'USD' },
    ]);
  });

  test.each([{}, { name: '', retailPrice: {}, active: null }, { unknown: 1 }])(
    'an inventory item is unchanged by %j',
    async (body) => {
      const { networks, ...before } = (await call('GET', path)).json();
      expect(networks).toHaveLength(1);
      const answer = await call('PUT', path, { body });
      expect([answer.statusCode, answer.json()]).toEqual([200, before]);
    },
  );

  test.each([
    [{ name: '   ' }, '/name'],
    [{ name: 'a'.repeat(256) }, '/name'],
    [{ name: 'two\nlines' }, '/name'],
    [{ name: '\ud800' }, '/name'],
    [{ name: 5 }, '/name'],
    [{ retailPrice: usd(1.234) }, '/retailPrice/priceValue'],
    [{ retailPrice: usd(-1) }, '/retailPrice/priceValue'],
    [{ retailPrice: usd(10_000_000.01) }, '/retailPrice/priceValue'],
    [{ retailPrice: usd(1e300) }, '/retailPrice/priceValue'],
    [{ retailPrice: usd('4.99') }, '/retailPrice/priceValue'],
    [{ retailPrice: { priceValue: 1, currencyCode: 'EUR' } }, '/retailPrice/currencyCode'],
    [{ retailPrice: { priceValue: 1 } }, '/retailPrice/currencyCode'],
    [{ active: 'yes' }, '/active'],
  ])('an inventory item refuses %j and is unchanged', async (body, at) => {
    const before = (await call('GET', path)).json();
    const answer = await call('PUT', path, { body });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    expect(answer.json().errors).toContainEqual(expect.objectContaining({ path: at }));
    expect((await call('GET', path)).json()).toEqual(before);
  });

  test('an inventory item of another account, or an unknown one, is not found', async () => {
    const stranger = await (await slice.newAccount()).caller();
    const missing = [`/gigastore/products/inventory/${newId()}`, `${path}x`];
    for (const [caller, url] of [
      [stranger, path],
      [call, missing[0]],
      [call, missing[1]],
    ] as const) {
      for (const method of ['GET', 'PUT'] as const) {
        const more = method === 'PUT' ? { body: { name: 'Mine' } } : {};
        const answer = await caller(method, url ?? '', more);
        expect([answer.statusCode, answer.json().code]).toEqual([404, 'inventory_item_not_found']);
      }
    }
    expect((await call('GET', path)).json().name).toBe('Austria 1 GB');
  });

  test('an invalid change is refused before the inventory item is looked up', async () => {
    const url = `/gigastore/products/inventory/${newId()}`;
    const answer = await call('PUT', url, { body: { name: ' ' } });
    expect(answer.json().code).toBe('invalid_request');
  });

  test('an inventory item is changed only by keys with the scope manage', async () => {
    for (const scope of ['read', 'sell', 'refund'] as const) {
      const other = await account.caller(scope);
      expect((await other('GET', path)).statusCode).toBe(200);
      const answer = await other('PUT', path, { body: { name: 'No' } });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'insufficient_scope']);
    }
  });
});

describe('the same change with the same key', () => {
  const headers = { 'idempotency-key': 'rename-1' };

  test('a change that is repeated with its key is made once, and returns the first response', async () => {
    const first = await call('PUT', path, { body: { name: 'First' }, headers });
    await call('PUT', path, { body: { name: 'Later' } });
    const again = await call('PUT', path, { body: { name: 'First' }, headers });

    expect(again.body).toBe(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await call('GET', path)).json().name).toBe('Later');
    const other = await call('PUT', path, { body: { name: 'Other' }, headers });
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('the same change with the same key is made once, also at the same time', async () => {
    const change = () => call('PUT', path, { body: { name: 'First' }, headers });
    const answers = await Promise.all(Array.from({ length: 20 }, change));
    const made = answers.filter((answer) => answer.statusCode === 200);
    expect(made.filter((answer) => !answer.headers['idempotency-replayed'])).toHaveLength(1);
    expect(new Set(made.map((answer) => answer.body)).size).toBe(1);
    for (const answer of answers) {
      if (answer.statusCode === 200) continue;
      expect(answer.json().code).toBe('idempotency_key_in_progress');
    }
  });
});

test('two concurrent changes of different fields are both made', async () => {
  await Promise.all([
    call('PUT', path, { body: { name: 'Renamed' } }),
    call('PUT', path, { body: { retailPrice: usd(5) } }),
    call('PUT', path, { body: { active: false } }),
  ]);
  expect((await call('GET', path)).json()).toMatchObject({
    name: 'Renamed',
    retailPrices: [{ priceValue: 5 }],
    active: false,
  });
});
