import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { newId } from '../../kernel/ids.ts';
import { connect } from '../../platform/db/connect.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { createPriceList, setPrices } from '../wholesale/index.ts';
import {
  deductStockUnits,
  type OfferedItem,
  offerItems,
  raiseInventoryVersion,
  registerInventoryRoutes,
} from './index.ts';
import { type InventoryQuery, inventoryLists } from './list-inventory.ts';
import type { Sorting } from './sort-items.ts';

const PATH = '/gigastore/products/inventory';

const slice = await forThisFile(openSlice(registerInventoryRoutes));
const db = slice.db;

async function offer(account: TestAccount, item: OfferedItem): Promise<string> {
  const ctx = { accountId: account.id, now: new Date() };
  const [id = ''] = await db.transaction((tx) => offerItems({ ...ctx, db: tx }, [item]));
  return id;
}

async function names(call: Call, query = ''): Promise<string[]> {
  const answer = await call('GET', `${PATH}${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json().items.map((item: { name: string }) => item.name);
}

async function offerOfEachKind(account: TestAccount): Promise<void> {
  const plans = [
    { name: 'Austria', sizeValue: 500, sizeUnit: 'MB', countrySet: 'AT', wholesaleMinor: 300n },
    { name: 'Europe', sizeValue: 3, validityDays: null, countrySet: 'EU', wholesaleMinor: 200n },
    { name: 'World', sizeValue: 0.001, sizeUnit: 'TB', countrySet: 'WWW', wholesaleMinor: 100n },
  ] as const;
  for (const [index, plan] of plans.entries()) {
    const { id } = await addPlan(db, plan);
    const retailMinor = [1000n, 3000n, 2000n][index] as bigint;
    await offer(account, { dataPlanId: id, retailMinor, active: plan.name !== 'World' });
  }
}

describe('the list', () => {
  test('the inventory lists items by name, also inactive ones, with prices and countries', async () => {
    const account = await slice.newAccount();
    const call = await account.caller('read');
    await offerOfEachKind(account);

    expect(await names(call)).toEqual(['Austria', 'Europe', 'World']);
    const { items } = (await call('GET', PATH)).json();
    expect(items[1]).toMatchObject({
      sizeValue: 3,
      sizeUnit: 'GB',
      validitySize: null,
      validityUnlimited: true,
      prices: [{ sortIndex: 0, priceValue: 2, currencyCode: 'USD' }],
      retailPrices: [{ sortIndex: 0, priceValue: 30, currencyCode: 'USD' }],
      includedCountries: ['AT', 'DE'],
      activationModes: ['NOW', 'FIRST_USE', 'ON_DEMAND'],
    });
    expect(items[2].active).toBe(false);
  });

  test('the inventory is sorted as requested', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await offerOfEachKind(account);

    expect(await names(call, '?sort_by=VOLUME')).toEqual(['Austria', 'World', 'Europe']);
    expect(await names(call, '?sort_by=VALIDITY&sort_dir=DESC')).toEqual([
      'Europe',
      'Austria',
      'World',
    ]);
    expect(await names(call, '?sort_by=PRICE')).toEqual(['World', 'Europe', 'Austria']);
    expect(await names(call, '?sort_by=RETAILPRICE')).toEqual(['Austria', 'World', 'Europe']);
    expect(await names(call, '?sort_dir=DESC')).toEqual(['World', 'Europe', 'Austria']);
  });

  test('unlimited data is the largest volume, whatever its nominal size', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await offerOfEachKind(account);
    const dataTerms = { dataType: 'unlimited', dailyBytes: null, dayZone: null, fairUse: null };
    const plan = { name: 'Endless', sizeValue: 1, sizeUnit: 'MB', wholesaleMinor: 100n } as const;
    const { id } = await addPlan(db, { ...plan, dataTerms: dataTerms as DataTerms });
    await offer(account, { dataPlanId: id, retailMinor: 500n, active: true });
    const byVolume = ['Austria', 'World', 'Europe', 'Endless'];
    expect(await names(call, '?sort_by=VOLUME')).toEqual(byVolume);
    expect(await names(call, '?sort_by=VOLUME&sort_dir=DESC')).toEqual(byVolume.toReversed());
  });

  test('the inventory is filtered by country in either case, by country set and by active', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await offerOfEachKind(account);

    expect(await names(call, '?country=de')).toEqual(['Europe', 'World']);
    expect(await names(call, '?country=US')).toEqual(['World']);
    expect(await names(call, '?country_set=eu')).toEqual(['Europe']);
    expect(await names(call, '?country=AT&active=true')).toEqual(['Austria', 'Europe']);
    expect(await names(call, '?active=False')).toEqual(['World']);
    expect(await names(call, '?country_set=NOWHERE')).toEqual([]);
  });

  test('the inventory has no item of another account, and none without a price', async () => {
    const account = await slice.newAccount();
    const { id } = await addPlan(db, { wholesaleMinor: undefined });
    const unpriced = await offer(account, { dataPlanId: id, retailMinor: 100n });
    const call = await account.caller();
    const other = await (await slice.newAccount()).caller();

    expect(await names(call)).toEqual([]);
    expect((await call('GET', `${PATH}/${unpriced}`)).json().code).toBe('inventory_item_not_found');
    expect(await names(other)).toEqual([]);
  });

  test.each(['?sort_by=name', '?sort_by=SIZE', '?sort_dir=UP', '?country=XYZ', '?active=maybe'])(
    'the inventory refuses %s',
    async (query) => {
      const call = await (await slice.newAccount()).caller();
      const answer = await call('GET', PATH + query);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    },
  );

  test('the inventory needs a token', async () => {
    const answer = await slice.app.inject({ url: PATH });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'missing_token']);
  });
});

describe('an entity tag', () => {
  test('an entity tag saves sending an unchanged inventory again', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await offerOfEachKind(account);
    const first = await call('GET', PATH);
    const headers = { 'if-none-match': String(first.headers.etag) };

    const same = await call('GET', PATH, { headers });
    expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', first.headers.etag]);

    const { id } = await addPlan(db, { wholesaleMinor: 1n });
    await offer(account, { dataPlanId: id, retailMinor: 2n });
    const changed = await call('GET', PATH, { headers });
    expect(changed.statusCode).toBe(200);
    expect(changed.json().items).toHaveLength(4);
    expect(changed.headers.etag).not.toBe(first.headers.etag);
  });

  test('entity tags of different lists differ', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await offerOfEachKind(account);
    const up = await call('GET', PATH);
    const headers = { 'if-none-match': String(up.headers.etag) };
    expect((await call('GET', `${PATH}?sort_dir=DESC`, { headers })).statusCode).toBe(200);
  });
});

describe('whatever another process changes is in the very next answer', () => {
  let other: Database;
  beforeAll(() => {
    other = connect({ url: slice.url, maxConnections: 2, applicationName: 'another process' });
  });
  afterAll(() => other.close());

  test('a change of items, stock, prices, plans or price list by another process shows at once', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const plan = await addPlan(db, { wholesaleMinor: 500n });
    const id = await offer(account, { dataPlanId: plan.id, retailMinor: 900n });
    const read = async () => (await call('GET', PATH)).json().items[0];
    const priceOf = async () => (await read()).prices[0].priceValue;
    expect(await priceOf()).toBe(5);

    await other.transaction(async (tx) => {
      await tx.run(sql`
        update inventory_items set stock_units = 3 where account_id = ${account.id}`);
      await raiseInventoryVersion({ db: tx, accountId: account.id });
    });
    expect((await read()).amount).toBe(3);

    await other.transaction((tx) =>
      deductStockUnits(tx, [{ accountId: account.id, id, units: 2 }]),
    );
    expect((await read()).amount).toBe(1);

    await addPlan(other, { ...plan, sizeValue: 2, wholesaleMinor: 600n });
    expect(await read()).toMatchObject({ sizeValue: 2, prices: [{ priceValue: 6 }] });

    const own = await other.transaction((tx) => createPriceList({ db: tx }, { name: 'Own' }));
    await other.transaction(async (tx) => {
      await tx.run(sql`
        update organizations set price_list_id = ${own.id} where id = ${account.organizationId}`);
      await raiseInventoryVersion({ db: tx, accountId: account.id });
    });
    expect(await priceOf()).toBe(6);
    const prices = [{ dataPlanId: plan.id, wholesaleMinor: 123n }];
    await other.transaction((tx) =>
      setPrices({ db: tx, now: new Date() }, { priceListId: own.id, prices }),
    );
    expect(await priceOf()).toBe(1.23);
  });

  test('an inventory under load is never older than the request for it', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const plan = await addPlan(db, { wholesaleMinor: 500n });
    await offer(account, { dataPlanId: plan.id, retailMinor: 900n });
    let written = 0;
    const writer = async () => {
      for (let units = 1; units <= 60; units += 1) {
        await other.transaction(async (tx) => {
          await tx.run(sql`
            update inventory_items set stock_units = ${units} where account_id = ${account.id}`);
          await raiseInventoryVersion({ db: tx, accountId: account.id });
        });
        written = units;
      }
    };
    const reader = async () => {
      let reads = 0;
      for (; written < 60; reads += 1) {
        const atLeast = written;
        const { items } = (await call('GET', PATH)).json();
        expect(items[0].amount).toBeGreaterThanOrEqual(atLeast);
      }
      return reads;
    };
    const [, ...reads] = await Promise.all([writer(), ...Array.from({ length: 8 }, reader)]);
    expect(reads.reduce((sum, count) => sum + Number(count), 0)).toBeGreaterThan(60);
  });
});

const BY_NAME: Sorting = { by: 'NAME', direction: 'ASC' };

test('many requests at once share two reads of the versions and one list', async () => {
  const account = await slice.newAccount();
  await offerOfEachKind(account);
  const texts: string[] = [];
  const rows: Database['rows'] = (statement) => {
    texts.push(statement.text);
    return db.rows(statement);
  };
  const row: Database['row'] = (statement) => {
    texts.push(statement.text);
    return db.row(statement);
  };
  const lists = inventoryLists({ ...db, row, rows });
  const query: InventoryQuery = { accountId: account.id, filter: {}, sorting: BY_NAME };

  const answers = await Promise.all(Array.from({ length: 100 }, () => lists(query)));

  expect(new Set(answers.map((list) => list.etag)).size).toBe(1);
  expect(texts.filter((text) => text.includes('inventory_versions'))).toHaveLength(2);
  expect(texts.filter((text) => text.includes('inventory_items'))).toHaveLength(1);
});

test('the inventory of an account that does not exist is a defect, not an empty list', async () => {
  const query: InventoryQuery = { accountId: newId(), filter: {}, sorting: BY_NAME };
  await expect(inventoryLists(db)(query)).rejects.toThrow('has no inventory');
});
