import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, openSlice, type Slice, type TestAccount } from '../../../test/support/slice.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import type { DataPlan } from '../catalog/index.ts';
import { offerItems, registerInventoryRoutes } from './index.ts';

const CATALOGUE = '/gigastore/catalogue';

let slice: Slice;
let account: TestAccount;
let call: Call;
let plans: DataPlan[];

const GIGABYTES = { sizeUnit: 'GB' } as const;

beforeAll(async () => {
  slice = await openSlice(registerInventoryRoutes);
  account = await slice.newAccount();
  call = await account.caller('read');
  plans = [
    await addPlan(slice.db, { name: 'Austria 1 GB', wholesaleMinor: 310n }),
    await addPlan(slice.db, {
      name: 'Europe 5 GB',
      countrySet: 'EU',
      wholesaleMinor: 900n,
      ...GIGABYTES,
      sizeValue: 5,
    }),
    await addPlan(slice.db, {
      name: 'World 500 MB',
      countrySet: 'WWW',
      wholesaleMinor: 149n,
      sizeUnit: 'MB',
      sizeValue: 500,
      validityDays: 365,
    }),
    await addPlan(slice.db, {
      name: 'World 10 GB',
      countrySet: 'WWW',
      wholesaleMinor: 2500n,
      ...GIGABYTES,
      sizeValue: 10,
      validityDays: null,
    }),
  ];
  await addPlan(slice.db, { name: 'Without a price' });
  const retired = await addPlan(slice.db, { name: 'Retired', wholesaleMinor: 100n });
  await slice.db.run(sql`update data_plans set retired_at = now() where id = ${retired.id}`);
});
afterAll(() => slice.close());

type Plan = { name: string };
const list = async (query = ''): Promise<string[]> =>
  (await call('GET', `${CATALOGUE}?${query}`)).json().items.map(({ name }: Plan) => name);
const ALL = ['Austria 1 GB', 'Europe 5 GB', 'World 10 GB', 'World 500 MB'];

describe('the catalogue', () => {
  test('the catalogue has every plan for sale with its prices and countries', async () => {
    const answer = await call('GET', CATALOGUE);
    expect(answer.headers['x-total-count']).toBe('4');
    const { items, nextCursor } = answer.json();
    expect(nextCursor).toBeNull();
    expect(items.map(({ name }: Plan) => name)).toEqual(ALL);
    expect(items[1]).toEqual({
      productId: plans[1]?.id,
      name: 'Europe 5 GB',
      sizeValue: 5,
      sizeUnit: 'GB',
      validitySize: 30,
      validityUnit: 'days',
      validityUnlimited: false,
      countrySet: 'EU',
      countrySetName: 'Europe',
      countrySetKind: 'region',
      includedCountries: ['AT', 'DE'],
      wholesalePrice: { sortIndex: 0, priceValue: 9, currencyCode: 'USD' },
      plannedPrice: null,
      suggestedRetailPrice: { sortIndex: 0, priceValue: 18.99, currencyCode: 'USD' },
      offered: false,
      inventoryItemId: null,
    });
  });

  test.each([
    ['country=at', ALL],
    ['country=US', ['World 10 GB', 'World 500 MB']],
    ['country_set=eu', ['Europe 5 GB']],
    ['q=WORLD', ['World 10 GB', 'World 500 MB']],
    ['q=1%25', []],
    ['min_size_mb=1024&max_size_mb=5120', ['Austria 1 GB', 'Europe 5 GB']],
    ['min_validity_days=31', ['World 10 GB', 'World 500 MB']],
    ['max_validity_days=365', ['Austria 1 GB', 'Europe 5 GB', 'World 500 MB']],
    ['min_price=3.1&max_price=9', ['Austria 1 GB', 'Europe 5 GB']],
    ['offered=true', []],
  ])('the catalogue is filtered by %s', async (query, names) => {
    expect(await list(query)).toEqual(names);
    const total = (await call('GET', `${CATALOGUE}?${query}`)).headers['x-total-count'];
    expect(total).toBe(String(names.length));
  });

  test.each([
    ['sort_by=PRICE', ['World 500 MB', 'Austria 1 GB', 'Europe 5 GB', 'World 10 GB']],
    [
      'sort_by=VOLUME&sort_dir=DESC',
      ['World 10 GB', 'Europe 5 GB', 'Austria 1 GB', 'World 500 MB'],
    ],
    ['sort_by=VALIDITY', ['Austria 1 GB', 'Europe 5 GB', 'World 500 MB', 'World 10 GB']],
    ['sort_dir=DESC', ALL.toReversed()],
  ])('the catalogue is sorted by %s, on one page and on many', async (query, names) => {
    expect(await list(query)).toEqual(names);
    const paged: string[] = [];
    let after = '';
    do {
      const url = `${CATALOGUE}?${query}&limit=1${after && `&after=${after}`}`;
      const { items, nextCursor } = (await call('GET', url)).json();
      paged.push(...items.map(({ name }: Plan) => name));
      after = nextCursor ?? '';
    } while (after !== '');
    expect(paged).toEqual(names);
  });

  test('the catalogue shows which plans this account offers', async () => {
    const [plan] = plans;
    const scope = { accountId: account.id, now: new Date() };
    const items = [{ dataPlanId: plan?.id ?? '', retailMinor: 690n }];
    const [id] = await slice.db.transaction((tx) => offerItems({ ...scope, db: tx }, items));
    const offered = (await call('GET', `${CATALOGUE}?offered=true`)).json().items;
    expect(offered).toMatchObject([{ name: 'Austria 1 GB', offered: true, inventoryItemId: id }]);
    const other = await (await slice.newAccount()).caller('read');
    expect((await other('GET', `${CATALOGUE}?offered=true`)).json().items).toEqual([]);
  });

  test('the catalogue has the prices that were agreed with the organization', async () => {
    const agreed = newId();
    const [plan] = plans;
    const other = await slice.newAccount();
    await slice.db.run(
      sql`insert into price_lists (id, name, is_default) values (${agreed}, 'P', false)`,
    );
    await slice.db.run(sql`
      insert into price_list_entries (price_list_id, data_plan_id, wholesale_minor)
      values (${agreed}, ${plan?.id ?? ''}, 200)`);
    await slice.db.run(sql`
      update organizations set price_list_id = ${agreed} where id = ${other.organizationId}`);
    const theirs = await other.caller('read');
    const { items } = (await theirs('GET', `${CATALOGUE}?max_price=2.5`)).json();
    expect(items.map(({ name }: Plan) => name)).toEqual(['Austria 1 GB', 'World 500 MB']);
  });

  test('the catalogue comes as CSV', async () => {
    const { body } = await call('GET', `${CATALOGUE}?q=europe`, {
      headers: { accept: 'text/csv' },
    });
    const id = plans[1]?.id;
    expect(body.split('\r\n')[1]).toBe(`${id},Europe 5 GB,5 GB,30,EU,AT DE,9.00,18.99,USD,`);
  });

  test('the catalogue refuses a cursor of another list', async () => {
    const cursor = Buffer.from(JSON.stringify(['x', newId()])).toString('base64url');
    const url = `${CATALOGUE}?sort_by=PRICE&after=${cursor}`;
    expect((await call('GET', url)).json()).toMatchObject({ errors: [{ path: '/after' }] });
  });
});
