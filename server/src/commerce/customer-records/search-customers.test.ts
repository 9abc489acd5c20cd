import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
  topUp,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';
import { registerCustomerRoutes } from './index.ts';

const SEARCH = '/gigastore/activations/search-customers';
type Asked = Record<string, unknown>;

let shop: Shop;
let call: Call;
let eraser: Call;
let stranger: Call;

const slice = await forThisFile(
  openSlice((app, parts) => registerCustomerRoutes(app, { ...parts, links: LINKS })),
);
await loadPlans(slice.db);

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller('read');
  eraser = await account.caller('manage');
  stranger = await (await slice.newAccount()).caller();
});

async function register(customerEmail?: string, metatag?: string) {
  const over = { ...(customerEmail && { customerEmail }), ...(metatag && { metatag }) };
  const { sold } = await sell(shop, registration(shop, over));
  return sold;
}

/** The names before the @ of who is found, newest first. */
async function search(body: Asked): Promise<string[]> {
  const answer = await call('POST', SEARCH, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  const { customers, totalCount } = answer.json();
  expect(answer.headers['x-total-count']).toBe(String(totalCount));
  return customers.map(nameOf);
}

function nameOf({ customer }: { customer: { email: string | null } }): string {
  return customer.email?.split('@')[0] ?? '-';
}

describe('searching by email', () => {
  beforeEach(async () => {
    for (const name of ['Anna', 'joanna', 'ann', 'bob']) await register(`${name}@Example.com`);
    await register();
  });

  it.each([
    ['isExact', 'ANNA@example.com', ['Anna']],
    ['isExact', 'anna', []],
    ['startsWith', 'ann', ['ann', 'Anna']],
    ['startsWith', 'anna@EXAMPLE.com', ['Anna']],
    ['contains', 'NNA', ['joanna', 'Anna']],
    ['contains', 'n', ['ann', 'joanna', 'Anna']],
    ['contains', 'an@', []],
  ])('%s %s', async (searchMode, searchQuery, found) => {
    expect(await search({ searchKey: 'EMAIL', searchMode, searchQuery })).toEqual(found);
  });

  it('looks everywhere for what is contained, when only a query is given', async () => {
    expect(await search({ searchQuery: ' nna ' })).toEqual(['joanna', 'Anna']);
  });

  it('finds in the own account only', async () => {
    const body = { searchKey: 'EMAIL', searchMode: 'contains', searchQuery: 'example' };
    expect((await call('POST', SEARCH, { body })).json().totalCount).toBe(4);
    expect((await stranger('POST', SEARCH, { body })).json()).toMatchObject({
      customers: [],
      totalCount: 0,
    });
  });

  it('answers in pages, with the number of all that it found', async () => {
    const body = { searchKey: 'EMAIL', searchQuery: 'example.com', pageSize: 3 };
    const page = (await call('POST', SEARCH, { body: { ...body, pageIndex: 1 } })).json();
    expect(page).toMatchObject({ pageIndex: 1, pageSize: 3, totalCount: 4 });
    expect(page.customers.map(nameOf)).toEqual(['Anna']);
    const past = (await call('POST', SEARCH, { body: { ...body, pageIndex: 7 } })).json();
    expect(past).toMatchObject({ customers: [], totalCount: 4 });
  });
});

describe('characters that mean something to the database', () => {
  const NAMES = ['50%off', '50_off', '50\\off', '50xoff', "5'off"];

  it.each(NAMES)('%s stands for itself', async (name) => {
    for (const metatag of NAMES) await register(undefined, metatag);
    for (const searchMode of ['isExact', 'startsWith', 'contains']) {
      const searchQuery = searchMode === 'contains' ? name.slice(1) : name;
      const body = { searchKey: 'METATAG', searchMode, searchQuery };
      const { customers } = (await call('POST', SEARCH, { body })).json();
      expect(customers.map((entry: { customer: Asked }) => entry.customer.metatag)).toEqual([name]);
    }
  });
});

describe('letter case', () => {
  it('does not matter, as far as the server knows letters', async () => {
    await register('zoë@example.com', 'BÜRO-Δ');
    const known = await slice.db.row<{ known: boolean }>(sql`select lower('ËÜΔ') = 'ëüδ' as known`);
    const found = known?.known ? ['zoë'] : [];
    for (const searchMode of ['isExact', 'startsWith', 'contains']) {
      expect(await search({ searchMode, searchQuery: 'ZOË@EXAMPLE.COM' })).toEqual(found);
      expect(await search({ searchMode, searchQuery: 'büro-δ' })).toEqual(found);
      expect(await search({ searchMode, searchQuery: 'zoë@EXAMPLE.com' })).toEqual(['zoë']);
    }
  });
});

describe('searching by number', () => {
  it('finds an eSIM of the customer by its ICCID and IMSI', async () => {
    const { esimProfile } = await register('anna@example.com');
    await register('bob@example.com');
    for (const searchKey of ['ICCID', 'IMSI']) {
      const number = esimProfile[searchKey.toLowerCase()];
      const spaced = number.replace(/(\d{4})/g, '$1 ');
      const exact = { searchKey, searchMode: 'isExact' };
      expect(await search({ ...exact, searchQuery: number })).toEqual(['anna']);
      expect(await search({ ...exact, searchQuery: spaced })).toEqual(['anna']);
      expect(await search({ ...exact, searchQuery: number.slice(0, -1) })).toEqual([]);
      const inside = { searchKey, searchMode: 'contains', searchQuery: number.slice(1) };
      expect(await search(inside)).toEqual(['anna']);
      const start = { searchKey, searchMode: 'startsWith', searchQuery: number.slice(0, 5) };
      expect(await search(start)).toEqual(['bob', 'anna']);
      expect(await search({ searchKey, searchQuery: 'anna' })).toEqual([]);
      expect(await search({ searchKey, searchQuery: `${number}%` })).toEqual([]);
    }
  });

  it('finds a customer once, however many of its eSIMs match', async () => {
    const { customer, esimProfile } = await register('anna@example.com');
    await sell(shop, topUp(shop, customer.uid, { kind: 'top_up_with_profile' }));
    const searchQuery = esimProfile.iccid.slice(0, 4);
    const body = { searchKey: 'ICCID', searchMode: 'startsWith', searchQuery };
    expect((await call('POST', SEARCH, { body })).json().totalCount).toBe(1);
  });
});

describe('searching by id', () => {
  it('finds the whole, the beginning and a part, in either case', async () => {
    const { customer } = await register('anna@example.com');
    const { uid } = customer;
    for (const [searchMode, searchQuery] of [
      ['isExact', uid],
      ['isExact', uid.toUpperCase()],
      ['startsWith', uid.slice(0, 20)],
      ['startsWith', uid],
      ['contains', uid.slice(-8).toUpperCase()],
      ['contains', uid.slice(6, 20)],
    ]) {
      expect(await search({ searchKey: 'UID', searchMode, searchQuery })).toEqual(['anna']);
    }
  });

  it.each([
    ['isExact', '0199'],
    ['startsWith', '0199a1b2_'],
    ['startsWith', 'zzz'],
    ['startsWith', '01-99'],
    ['contains', '%'],
    ['contains', "'"],
  ])('finds nothing for %s %s', async (searchMode, searchQuery) => {
    await register('anna@example.com');
    expect(await search({ searchKey: 'UID', searchMode, searchQuery })).toEqual([]);
  });
});

describe('searching by metatag', () => {
  it("finds any package's, the first one's and a top-up's", async () => {
    const { customer } = await register('anna@example.com', 'Order-1');
    await register('bob@example.com', 'order-2');
    await sell(shop, topUp(shop, customer.uid, { metatag: 'Refill-9' }));
    const by = { searchKey: 'METATAG' };
    expect(await search({ ...by, searchMode: 'isExact', searchQuery: 'order-1' })).toEqual([
      'anna',
    ]);
    expect(await search({ ...by, searchMode: 'startsWith', searchQuery: 'refill' })).toEqual([
      'anna',
    ]);
    expect(await search({ ...by, searchQuery: 'rder-' })).toEqual(['bob', 'anna']);
    expect(await search({ searchKey: 'ANY', searchQuery: 'fill-9' })).toEqual(['anna']);
  });
});

describe('a search', () => {
  it('no longer finds an erased email, and still finds the eSIM', async () => {
    const { customer, esimProfile } = await register('anna@example.com');
    await eraser('DELETE', `/gigastore/activations/customers/${customer.uid}`);
    expect(await search({ searchQuery: 'anna' })).toEqual([]);
    const byIccid = { searchKey: 'ICCID', searchQuery: esimProfile.iccid };
    expect(await search(byIccid)).toEqual(['-']);
    const entryOf = async (onlyActiveProfiles: boolean) =>
      (await call('POST', SEARCH, { body: { ...byIccid, onlyActiveProfiles } })).json()
        .customers[0];
    expect((await entryOf(true)).relatedEsims).toEqual([]);
    expect((await entryOf(false)).relatedEsims).toHaveLength(1);
  });

  it.each([
    {},
    { searchQuery: '' },
    { searchQuery: '  ' },
    { searchQuery: 7 },
    { searchQuery: 'x'.repeat(256) },
    { searchQuery: 'a', searchKey: 'PHONE' },
    { searchQuery: 'a', searchMode: 'endsWith' },
    { searchQuery: 'a', pageSize: 0 },
    { searchQuery: 'a', pageSize: 201 },
    { searchQuery: 'a', pageIndex: -1 },
    { searchQuery: 'a', onlyActiveProfiles: 'yes' },
  ])('refuses %j', async (body) => {
    const answer = await call('POST', SEARCH, { body });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });
});
