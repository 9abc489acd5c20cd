import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type Sql, sql, type Tx } from '../../platform/db/database.ts';
import {
  type Catalogue,
  catalogueVersion,
  createPriceList,
  demonstration,
  findCountrySet,
  loadCatalogue,
  setPrices,
} from './index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.db.run(sql`delete from price_list_entries`);
  await test.db.run(sql`delete from price_lists`);
  await test.db.run(sql`delete from data_plans`);
  await test.db.run(sql`delete from country_sets`);
});

const load = (catalogue: Catalogue) => test.db.transaction((tx) => loadCatalogue(tx, catalogue));
const version = () => catalogueVersion(test.db);

const PLAN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';

function smallCatalogue(change: { name?: string; wholesaleMinor?: bigint } = {}): Catalogue {
  return {
    countrySets: [{ code: 'AT', name: 'Austria', kind: 'country', countries: ['AT'] }],
    dataPlans: [
      {
        id: PLAN_ID,
        name: change.name ?? 'eSIM Austria 1.5 GB',
        sizeValue: 1.5,
        sizeUnit: 'GB',
        validityDays: null,
        countrySet: 'AT',
        carrier: 'sandbox',
      },
    ],
    prices: [{ dataPlanId: PLAN_ID, wholesaleMinor: change.wholesaleMinor ?? 149n }],
  };
}

function storedPlan() {
  return test.db.row(sql`
    select data_plans.name, size_value, size_unit, data_bytes, validity_days, wholesale_minor,
      is_default
    from data_plans
    join price_list_entries on data_plan_id = data_plans.id
    join price_lists on price_lists.id = price_list_id`);
}

describe('loading a catalogue', () => {
  it('stores its sets, plans and prices, the prices in the default list', async () => {
    await load(smallCatalogue());
    expect(await storedPlan()).toEqual({
      name: 'eSIM Austria 1.5 GB',
      size_value: '1.500',
      size_unit: 'GB',
      data_bytes: 1_610_612_736n,
      validity_days: null,
      wholesale_minor: 149n,
      is_default: true,
    });
    expect(await findCountrySet(test.db, 'at')).toEqual(smallCatalogue().countrySets[0]);
  });

  it('changes nothing the second time, not even the version', async () => {
    const first = await load(smallCatalogue());
    const before = await version();
    expect(await load(smallCatalogue())).toEqual({ priceListId: first.priceListId, changes: 0 });
    expect(await version()).toBe(before);
  });

  it.each([
    ['name', smallCatalogue({ name: 'eSIM Austria' })],
    ['price', smallCatalogue({ wholesaleMinor: 150n })],
  ])('takes over another %s and raises the version once', async (_, changed) => {
    await load(smallCatalogue());
    const before = await version();
    expect(await load(changed)).toMatchObject({ changes: 1 });
    expect(await version()).toBe(before + 1n);
    expect(await storedPlan()).toMatchObject({
      name: changed.dataPlans[0]?.name,
      wholesale_minor: changed.prices[0]?.wholesaleMinor,
    });
  });

  it('leaves the version as it was when the transaction fails', async () => {
    const before = await version();
    const nowhere = { ...smallCatalogue(), countrySets: [] };
    await expect(load(nowhere)).rejects.toThrow('data_plans_country_set_fkey');
    expect(await version()).toBe(before);
  });

  it('makes one default list when two stores are loaded at once', async () => {
    const [one, other] = await Promise.all([load(smallCatalogue()), load(smallCatalogue())]);
    expect(one.priceListId).toBe(other.priceListId);
  });

  it('takes a handful of statements for the demonstration: a first start waits', async () => {
    const { catalogue } = demonstration();
    const { countrySets, dataPlans, prices } = catalogue;
    let statements = 0;
    const loaded = await test.db.transaction((tx) => {
      const counting: Tx = {
        kind: 'transaction',
        row: (statement) => tx.row(counted(statement)),
        rows: (statement) => tx.rows(counted(statement)),
        run: (statement) => tx.run(counted(statement)),
      };
      return loadCatalogue(counting, catalogue);
    });
    expect(loaded.changes).toBe(countrySets.length + dataPlans.length + prices.length);
    expect(statements).toBe(6);

    function counted(statement: Sql): Sql {
      statements += 1;
      return statement;
    }
  });
});

describe('finding a country set', () => {
  it.each([
    ['an unknown code', 'ZZ'],
    ['one letter', 'x'],
    ['nothing', ''],
    ['a NUL byte', 'AT\0'],
    ['a quote', "AT' or true"],
    ['a very long text', 'A'.repeat(10_000)],
  ])('refuses %s', async (_, code) => {
    await load(smallCatalogue());
    await expect(findCountrySet(test.db, code)).rejects.toMatchObject({
      code: 'country_set_not_found',
    });
  });
});

describe('price lists', () => {
  const create = (name: string) => test.db.transaction((tx) => createPriceList(tx, { name }));
  const set = (priceListId: string, prices: [string, bigint][]) =>
    test.db.transaction((tx) =>
      setPrices(tx, {
        priceListId,
        prices: prices.map(([dataPlanId, wholesaleMinor]) => ({ dataPlanId, wholesaleMinor })),
      }),
    );
  const entries = (priceListId: string) =>
    test.db.rows(sql`
      select data_plan_id, wholesale_minor
      from price_list_entries
      where price_list_id = ${priceListId}`);

  it('have prices of their own beside the default ones', async () => {
    const standard = await load(smallCatalogue());
    const own = await create('Good customer');
    const before = await version();
    await set(own.id, [[PLAN_ID.toUpperCase(), 99n]]);
    expect(await entries(own.id)).toEqual([{ data_plan_id: PLAN_ID, wholesale_minor: 99n }]);
    expect(await entries(standard.priceListId)).toMatchObject([{ wholesale_minor: 149n }]);
    expect(await version()).toBe(before + 1n);
  });

  it('take the last of two prices for a plan, the same price without a new version', async () => {
    await load(smallCatalogue());
    const own = await create('Own');
    await set(own.id, [
      [PLAN_ID, 1n],
      [PLAN_ID.toUpperCase(), 2n],
    ]);
    const before = await version();
    expect(await set(own.id, [[PLAN_ID, 2n]])).toEqual({ changes: 0 });
    expect(await entries(own.id)).toMatchObject([{ wholesale_minor: 2n }]);
    expect(await version()).toBe(before);
  });

  it.each([
    ['an empty name', ''],
    ['a blank name', '  '],
    ['a name of 256 letters', 'x'.repeat(256)],
  ])('refuse %s', async (_, name) => {
    await expect(create(name)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    ['/priceListId', 'nothing', PLAN_ID, 1n],
    ['/priceListId', PLAN_ID, PLAN_ID, 1n],
    ['/prices/0/dataPlanId', undefined, 'nothing', 1n],
    ['/prices/0/dataPlanId', undefined, '4f1eec1b-61dc-47df-91a6-000000000000', 1n],
    ['/prices/0/wholesaleMinor', undefined, PLAN_ID, -1n],
    ['/prices/0/wholesaleMinor', undefined, PLAN_ID, 1_000_000_001n],
  ])('refuse at %s what is not there or out of range', async (path, list, plan, amount) => {
    const standard = await load(smallCatalogue());
    const before = await version();
    await expect(set(list ?? standard.priceListId, [[plan, amount]])).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
    expect(await version()).toBe(before);
  });
});
