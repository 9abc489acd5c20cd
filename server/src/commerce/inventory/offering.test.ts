import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Call, openSlice, type Slice, type TestAccount } from '../../../test/support/slice.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import type { DataPlan } from '../catalog/index.ts';
import { registerInventoryRoutes } from './index.ts';

const INVENTORY = '/gigastore/products/inventory';

let slice: Slice;
let account: TestAccount;
let call: Call;
let plan: DataPlan;

beforeAll(async () => {
  slice = await openSlice(registerInventoryRoutes);
});
afterAll(() => slice.close());
beforeEach(async () => {
  account = await slice.newAccount();
  call = await account.caller('manage');
  plan = await addPlan(slice.db, { wholesaleMinor: 310n });
});

const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });
const add = (more: object = {}) =>
  call('POST', INVENTORY, { body: { productId: plan.id, retailPrice: usd(6.9), ...more } });
const itemIds = async (): Promise<string[]> =>
  (await call('GET', INVENTORY)).json().items.map((item: { id: string }) => item.id);

describe('adding a data plan to the inventory', () => {
  test('adding a data plan offers it with its own name, price, description, order and tags', async () => {
    const more = { name: ' Alps ', description: 'For\nhikers', order: -3, tags: ['b', 'a', 'a'] };
    const added = await add(more);
    expect(added.statusCode).toBe(200);
    expect(added.json()).toMatchObject({
      productId: plan.id,
      name: 'Alps',
      prices: [usd(3.1)],
      retailPrices: [usd(6.9)],
      active: true,
      description: 'For\nhikers',
      order: -3,
      tags: ['a', 'b'],
    });
    const detail = await call('GET', `${INVENTORY}/${added.json().id}`);
    expect(detail.json()).toMatchObject(added.json());
  });

  test("adding a data plan offers it by default under the plan's name, and inactive on request", async () => {
    const item = (await add({ active: false })).json();
    expect(item).toMatchObject({ name: plan.name, active: false, description: null, tags: [] });
  });

  test('adding a data plan is refused if it is offered, retired, without a price or unknown', async () => {
    await add();
    expect((await add()).json().code).toBe('invalid_state');
    const unpriced = await addPlan(slice.db);
    const retired = await addPlan(slice.db, { wholesaleMinor: 100n });
    await slice.db.run(sql`update data_plans set retired_at = now() where id = ${retired.id}`);
    for (const productId of [unpriced.id, retired.id, newId(), 'x']) {
      expect((await add({ productId })).json().code).toBe('data_plan_not_found');
    }
  });

  test('adding a data plan below cost is refused until it is confirmed', async () => {
    expect((await add({ retailPrice: usd(3.09) })).json().code).toBe('price_below_cost');
    expect((await add({ retailPrice: usd(3.09), confirmBelowCost: true })).statusCode).toBe(200);
  });

  test('adding a data plan ten times at once adds one item', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => add()));
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([200, ...Array(9).fill(409)]);
    expect(await itemIds()).toHaveLength(1);
  });

  test.each([
    [{ description: 'x'.repeat(2001) }, '/description'],
    [{ description: 'a\u0007b' }, '/description'],
    [{ tags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }, '/tags'],
    [{ tags: ['  '] }, '/tags'],
    [{ order: 1.5 }, '/order'],
  ])('adding a data plan refuses %j', async (more, path) => {
    expect((await add(more)).json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });
});

describe('removing an item from the inventory', () => {
  test('a removed item is not found, and its plan can be added again as a new offer', async () => {
    const { id } = (await add({ description: 'Old', tags: ['old'] })).json();
    expect((await call('DELETE', `${INVENTORY}/${id}`)).statusCode).toBe(204);
    expect((await call('GET', `${INVENTORY}/${id}`)).json().code).toBe('inventory_item_not_found');
    expect((await call('DELETE', `${INVENTORY}/${id}`)).statusCode).toBe(404);
    expect(await itemIds()).toEqual([]);

    const again = (await add({ name: 'New', retailPrice: usd(8) })).json();
    expect(again).toMatchObject({ id, name: 'New', retailPrices: [usd(8)], description: null });
    expect(again).toMatchObject({ active: true, tags: [] });
  });

  test('removing an item is refused while it has prepaid units', async () => {
    const { id } = (await add()).json();
    await slice.db.run(sql`
      update inventory_items set stock_units = 2
      where account_id = ${account.id} and id = ${id}`);
    const refused = await call('DELETE', `${INVENTORY}/${id}`);
    expect(refused.json()).toMatchObject({
      code: 'prepaid_units_left',
      detail: expect.stringContaining('2 prepaid units'),
    });
    expect(await itemIds()).toEqual([id]);
  });

  test('removing an item of another account is refused', async () => {
    const { id } = (await add()).json();
    const stranger = await (await slice.newAccount()).caller('manage');
    expect((await stranger('DELETE', `${INVENTORY}/${id}`)).statusCode).toBe(404);
  });
});

describe('the whole inventory', () => {
  test('the whole inventory is switched off and on at once', async () => {
    await add();
    plan = await addPlan(slice.db, { wholesaleMinor: 100n });
    await add({ active: false });
    const switchAll = async (active: boolean) =>
      (await call('PUT', INVENTORY, { body: { active } })).json();
    expect(await switchAll(false)).toEqual({ changed: 1 });
    expect(await switchAll(true)).toEqual({ changed: 2 });
    const { items } = (await call('GET', INVENTORY)).json();
    expect(items.map((item: { active: boolean }) => item.active)).toEqual([true, true]);
  });

  test('an inventory begins with nothing, a starter set or everything', async () => {
    const region = await addPlan(slice.db, { wholesaleMinor: 250n, countrySet: 'EU' });
    const offer = async (choice: string) =>
      (await call('POST', `${INVENTORY}/offers`, { body: { choice } })).json().added;
    expect(await offer('nothing')).toBe(0);
    expect(await itemIds()).toEqual([]);
    expect(await offer('starter')).toBeGreaterThanOrEqual(1);
    const starter = (await call('GET', INVENTORY)).json().items;
    expect(starter.every((item: { countrySet: string }) => item.countrySet !== 'AT')).toBe(true);
    const europe = starter.find((item: { productId: string }) => item.productId === region.id);
    expect(europe).toMatchObject({ retailPrices: [usd(5.99)], active: true });
    expect(await offer('everything')).toBeGreaterThanOrEqual(1);
    expect(await offer('everything')).toBe(0);
  });

  test('the inventory is sorted by order and filtered by tag', async () => {
    const one = (await add({ order: 2, tags: ['summer'] })).json();
    plan = await addPlan(slice.db, { wholesaleMinor: 100n });
    const two = (await add({ order: 1 })).json();
    const list = async (query: string) =>
      (await call('GET', `${INVENTORY}?${query}`)).json().items.map(({ id }: { id: string }) => id);
    expect(await list('sort_by=ORDER')).toEqual([two.id, one.id]);
    expect(await list('tag=summer')).toEqual([one.id]);
  });

  test('the inventory as CSV has the margin, and no cell that a spreadsheet executes', async () => {
    await add({ name: "=cmd|' /C calc'!A0", tags: ['a', 'b'] });
    const { body } = await call('GET', `${INVENTORY}/prices`);
    const [header, line] = body.split('\r\n');
    expect(header).toBe(
      'id,name,size,validityDays,countrySet,wholesalePrice,retailPrice,margin,currency,active,' +
        'prepaidUnits,order,tags,description',
    );
    expect(line).toContain("'=cmd|' /C calc'!A0,1 GB,30,AT,3.10,6.90,3.80,USD,yes,0,0,a; b,");
  });
});
