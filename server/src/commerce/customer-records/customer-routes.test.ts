import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
  type TopUp,
  topUp,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import { watched } from '../../../test/support/watched.ts';
import { replaceProfile } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { registerCustomerRoutes } from './index.ts';
import { describeCustomerPage } from './list-customers.ts';

const CUSTOMERS = '/gigastore/activations/customers';

let shop: Shop;
let call: Call;
let stranger: Call;
let seller: Call;

const slice = await forThisFile(
  openSlice((app, parts) => registerCustomerRoutes(app, { ...parts, links: LINKS })),
);
await loadPlans(slice.db);

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller();
  seller = await account.caller('sell');
  stranger = await (await slice.newAccount()).caller();
});

async function register(over: object = {}) {
  const { sold } = await sell(shop, registration(shop, over));
  return sold;
}

async function refill(customerUid: string, over: Partial<TopUp> = {}) {
  const { sold } = await sell(shop, topUp(shop, customerUid, over));
  return sold;
}

describe('a customer', () => {
  it('is shown with its packages and eSIMs, oldest first, and what is left in all', async () => {
    const first = await register({ customerEmail: 'anna@example.com', metatag: 'order-1' });
    const { uid } = first.customer;
    const second = await refill(uid, { metatag: 'order-2' });
    const third = await refill(uid, { kind: 'top_up_with_profile' });

    const answer = await call('GET', `${CUSTOMERS}/${uid.toUpperCase()}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      customer: first.customer,
      totalAvailableBalance: { sizeValue: 3, sizeUnit: 'GB' },
      totalAvailableBytes: 3 * 1024 ** 3,
      activatedItemCount: 3,
      activatedItems: [first, second, third].map(({ activatedItem }) => activatedItem),
      relatedEsims: [first.esimProfile, third.esimProfile],
    });
  });

  it('is shown without eSIMs that are over, unless they are asked for', async () => {
    const { customer, esimProfile } = await register();
    const { iccid } = esimProfile;
    const { profile } = await slice.db.transaction((tx) =>
      replaceProfile({ ...shop.ctx, db: tx }, { iccid, carriers: shop.carriers }),
    );
    const iccidsAt = async (query: string) =>
      (await call('GET', `${CUSTOMERS}/${customer.uid}${query}`))
        .json()
        .relatedEsims.map((esim: { iccid: string }) => esim.iccid);
    expect(await iccidsAt('')).toEqual([profile.iccid]);
    expect(await iccidsAt('?only_active_profiles=True')).toEqual([profile.iccid]);
    expect((await iccidsAt('?only_active_profiles=false')).sort()).toEqual(
      [iccid, profile.iccid].sort(),
    );
  });

  it('is not found by another account, nor under an id that names nothing', async () => {
    const { customer } = await register();
    for (const answer of [
      await stranger('GET', `${CUSTOMERS}/${customer.uid}`),
      await stranger('PUT', `${CUSTOMERS}/${customer.uid}`, { body: {} }),
      await stranger('DELETE', `${CUSTOMERS}/${customer.uid}`),
      await stranger('GET', `${CUSTOMERS}/${customer.uid}/profile-domains`),
      await call('GET', `${CUSTOMERS}/${newId()}`),
      await call('GET', `${CUSTOMERS}/nobody`),
      await call('PUT', `${CUSTOMERS}/nobody`, { body: {} }),
      await call('DELETE', `${CUSTOMERS}/nobody`),
      await call('GET', `${CUSTOMERS}/nobody/profile-domains`),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'customer_not_found']);
    }
    expect((await call('GET', `${CUSTOMERS}/${customer.uid}`)).json().customer.erasedAt).toBe(
      undefined,
    );
  });

  it('is changed and erased with the scope manage only', async () => {
    const { customer } = await register();
    for (const method of ['PUT', 'DELETE'] as const) {
      const answer = await seller(method, `${CUSTOMERS}/${customer.uid}`);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'insufficient_scope']);
    }
  });
});

describe('changing a customer', () => {
  it('keeps what is absent and answers the entry', async () => {
    const { customer } = await register({ customerEmail: 'anna@example.com' });
    const path = `${CUSTOMERS}/${customer.uid}`;
    const put = async (body: object) => (await call('PUT', path, { body })).json().customer;
    expect(await put({ countryOfResidence: 'at' })).toEqual({
      ...customer,
      countryOfResidence: 'AT',
    });
    const changed = { ...customer, email: 'b@example.com', countryOfResidence: 'AT' };
    expect(await put({ customerEmail: 'b@example.com', countryOfResidence: '' })).toEqual(changed);
    expect(await put({ customerEmail: null })).toEqual(changed);
    expect((await call('GET', path)).json().customer).toEqual(changed);
  });

  it.each([{ customerEmail: 'nonsense' }, { countryOfResidence: 'XX1' }, { customerEmail: 7 }])(
    'refuses %j',
    async (body) => {
      const { customer } = await register();
      const answer = await call('PUT', `${CUSTOMERS}/${customer.uid}`, { body });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    },
  );

  it('happens once for one key, also when asked many times at once', async () => {
    const { customer } = await register();
    const path = `${CUSTOMERS}/${customer.uid}`;
    const headers = { 'Idempotency-Key': newId() };
    const put = (customerEmail: string) => call('PUT', path, { body: { customerEmail }, headers });
    const answers = await Promise.all(Array.from({ length: 8 }, () => put('a@example.com')));
    const bodies = answers.filter(({ statusCode }) => statusCode === 200).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
    expect(answers.every(({ statusCode }) => statusCode === 200 || statusCode === 409)).toBe(true);

    await call('PUT', path, { body: { customerEmail: 'later@example.com' } });
    const replay = await put('a@example.com');
    expect([replay.headers['idempotency-replayed'], replay.body]).toEqual(['true', bodies[0]]);
    expect((await put('c@example.com')).json().code).toBe('idempotency_key_reused');
    expect((await call('GET', path)).json().customer.email).toBe('later@example.com');
  });
});

describe('the list of customers', () => {
  it('is newest first, in pages, with the number of all', async () => {
    const uids: string[] = [];
    for (let count = 0; count < 5; count += 1) uids.unshift((await register()).customer.uid);
    const pageAt = async (query: string) => {
      const answer = await call('GET', `${CUSTOMERS}?${query}`);
      const { customers, ...rest } = answer.json();
      expect(answer.headers['x-total-count']).toBe(String(rest.totalCount));
      return { ...rest, uids: customers.map((entry: Entry) => entry.customer.uid) };
    };
    const total = { totalCount: 5, totalCountIsExact: true };
    expect(await pageAt('')).toEqual({ pageIndex: 0, pageSize: 50, ...total, uids });
    const second = { pageIndex: 1, pageSize: 2, ...total, uids: uids.slice(2, 4) };
    expect(await pageAt('page_size=2&page_index=1')).toEqual(second);
    const past = { pageIndex: 9, pageSize: 2, ...total, uids: [] };
    expect(await pageAt('page_size=2&page_index=9')).toEqual(past);
    expect((await stranger('GET', CUSTOMERS)).json()).toMatchObject({
      customers: [],
      totalCount: 0,
    });
  });

  it.each(['page_size=0', 'page_size=201', 'page_index=-1', 'only_active_profiles=maybe'])(
    'refuses %s',
    async (query) => {
      const answer = await call('GET', `${CUSTOMERS}?${query}`);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    },
  );

  it('shows the newest 50 packages of each, with the number and the data of all', async () => {
    const { customer } = await register();
    const rest = await Promise.all(Array.from({ length: 51 }, () => refill(customer.uid)));
    const lapsed = rest[0]?.activatedItem.uid;
    await slice.db.run(sql`
      update activated_items set activated_at = '2020-01-01', expires_at = '2020-01-08'
      where account_id = ${shop.ctx.accountId} and id = ${lapsed}`);

    const whole = (await call('GET', `${CUSTOMERS}/${customer.uid}`)).json();
    const [listed] = (await call('GET', CUSTOMERS)).json().customers;
    expect(whole.activatedItems).toHaveLength(52);
    expect(listed).toEqual({ ...whole, activatedItems: whole.activatedItems.slice(-50) });
    expect([listed.activatedItemCount, listed.totalAvailableBytes]).toEqual([52, 51 * 1024 ** 3]);
  });

  it('needs as many statements for 200 customers with several packages as for one', async () => {
    await register();
    expect(await pageOf(200)).toEqual({ shown: 1, statements: 6 });
    await Promise.all(
      Array.from({ length: 199 }, async () => {
        const { customer } = await register();
        await Promise.all([refill(customer.uid), refill(customer.uid)]);
      }),
    );
    expect(await pageOf(200)).toEqual({ shown: 200, statements: 6 });
  });
});

async function pageOf(limit: number) {
  let statements = 0;
  const count = () => {
    statements += 1;
  };
  const db: Database = { ...slice.db, ...watched(slice.db, { before: count }) };
  const page = { pageIndex: 0, pageSize: limit, limit, offset: 0 };
  const of = { page, links: LINKS, onlyActiveProfiles: true };
  const { customers } = await describeCustomerPage({ ...shop.ctx, db }, of);
  return { shown: customers.length, statements };
}

describe('profile domains', () => {
  it('say which eSIMs and packages share data', async () => {
    const first = await register();
    const { uid } = first.customer;
    const shared = await refill(uid);
    const own = await refill(uid, { kind: 'top_up_with_profile', dedicated: true });
    const { profileDomains } = (await call('GET', `${CUSTOMERS}/${uid}/profile-domains`)).json();
    expect(profileDomains).toEqual([
      {
        id: expect.any(String),
        dedicated: false,
        totalAvailableBalance: { sizeValue: 2, sizeUnit: 'GB' },
        totalAvailableBytes: 2 * 1024 ** 3,
        esimProfiles: [first.esimProfile],
        activatedItems: [first.activatedItem, shared.activatedItem],
      },
      {
        id: expect.any(String),
        dedicated: true,
        totalAvailableBalance: { sizeValue: 1, sizeUnit: 'GB' },
        totalAvailableBytes: 1024 ** 3,
        esimProfiles: [own.esimProfile],
        activatedItems: [own.activatedItem],
      },
    ]);
    const inSecond = await refill(uid, { customerProfileDomainId: profileDomains[1].id });
    const after = (await call('GET', `${CUSTOMERS}/${uid}/profile-domains`)).json();
    expect(after.profileDomains[1].activatedItems.at(-1)).toEqual(inSecond.activatedItem);
  });
});

type Entry = { customer: { uid: string } };
