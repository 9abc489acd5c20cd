import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { registerPackageListRoute } from '../activations/index.ts';
import { registerNoteRoutes } from '../customers/index.ts';
import { registerCustomerListRoute, registerUsageRoutes } from './index.ts';

const PACKAGES = '/gigastore/packages';
const CUSTOMERS = '/gigastore/customers';

const slice = await forThisFile(
  openSlice((app, parts) => {
    registerPackageListRoute(app, parts);
    registerCustomerListRoute(app, { ...parts, links: LINKS });
    registerNoteRoutes(app, parts);
    registerUsageRoutes(app, parts);
  }),
);
await loadPlans(slice.db);

let shop: Shop;
let call: Call;
let stranger: Call;
let supporter: Call;
let reader: Call;

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller();
  supporter = await account.caller('sell');
  reader = await account.caller('read');
  stranger = await (await slice.newAccount()).caller();
});

async function register(over: object = {}) {
  const { sold } = await sell(shop, registration(shop, over));
  return { customer: sold.customer.uid, uid: sold.activatedItem.uid, esim: sold.esimProfile };
}

async function uidsAt(path: string): Promise<string[]> {
  const answer = await call('GET', path);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items.map(({ uid }: { uid: string }) => uid);
}

describe('the list of packages', () => {
  it('filters by item, country set, status, state, channel and date', async () => {
    const wide = await register();
    const austria = await register({ inventoryItemId: shop.items.austria });
    const portal = await register({ salesChannel: 'PORTAL', activationMode: 'FIRST_USE' });
    const pending = await register({ metatag: 'sandbox:unknown_outcome' });
    const newestFirst = [pending.uid, portal.uid, austria.uid, wide.uid];
    expect(await uidsAt(PACKAGES)).toEqual(newestFirst);
    expect(await uidsAt(`${PACKAGES}?inventoryItemId=${shop.items.austria}`)).toEqual([
      austria.uid,
    ]);
    expect(await uidsAt(`${PACKAGES}?countrySet=AT`)).toEqual([austria.uid]);
    expect(await uidsAt(`${PACKAGES}?channel=PORTAL`)).toEqual([portal.uid]);
    expect(await uidsAt(`${PACKAGES}?channel=API&countrySet=AT`)).toEqual([austria.uid]);
    expect(await uidsAt(`${PACKAGES}?status=PURCHASED`)).toEqual(newestFirst);
    expect(await uidsAt(`${PACKAGES}?status=REFUNDED`)).toEqual([]);
    expect(await uidsAt(`${PACKAGES}?state=PENDING`)).toEqual([pending.uid]);
    expect(await uidsAt(`${PACKAGES}?state=WAITING`)).toEqual([portal.uid]);
    expect(await uidsAt(`${PACKAGES}?state=ACTIVE`)).toEqual([austria.uid, wide.uid]);
    expect(await uidsAt(`${PACKAGES}?from=2100-01-01`)).toEqual([]);
    expect(await uidsAt(`${PACKAGES}?to=2100-01-01`)).toEqual(newestFirst);
    expect(await uidsAt(`${PACKAGES}?customerUid=${wide.customer}`)).toEqual([wide.uid]);
  });

  it('filters by the state of the present, before a worker has written it', async () => {
    const { uid } = await register();
    await slice.db.run(sql`
      update activated_items
      set activated_at = '2020-01-01', expires_at = '2020-01-08', due_at = '2020-01-07'
      where account_id = ${shop.ctx.accountId} and id = ${uid}`);
    expect(await uidsAt(`${PACKAGES}?state=EXPIRED`)).toEqual([uid]);
    expect(await uidsAt(`${PACKAGES}?state=ACTIVE`)).toEqual([]);
  });

  it('finds a text in email address, metatag, ICCID, IMSI and whole IDs', async () => {
    const one = await register({ customerEmail: 'Anna.B@example.com', metatag: 'Order_100%' });
    await register({ customerEmail: 'other@example.com', metatag: 'Order-1000' });
    const { iccid, imsi } = one.esim;
    for (const text of ['anna.b@', 'r_100%', iccid, iccid.slice(3), imsi, one.uid, one.customer]) {
      expect(await uidsAt(`${PACKAGES}?q=${encodeURIComponent(text)}`), text).toEqual([one.uid]);
      expect(await uidsAt(`${CUSTOMERS}?q=${encodeURIComponent(text)}`), text).toEqual([
        one.customer,
      ]);
    }
    expect(await uidsAt(`${PACKAGES}?q=nothing-like-it`)).toEqual([]);
  });

  it('finds the newest with a text first, page by page', async () => {
    const sold = [];
    for (let count = 0; count < 4; count += 1) {
      sold.unshift(await register({ customerEmail: `anna${count}@example.com`, metatag: 'same' }));
      await register({ customerEmail: 'other@example.com', metatag: 'else' });
    }
    const iccid = sold[0]?.esim.iccid.slice(0, 5);
    for (const [path, text, uids] of [
      [PACKAGES, 'anna', sold.map(({ uid }) => uid)],
      [PACKAGES, 'same', sold.map(({ uid }) => uid)],
      [CUSTOMERS, 'SAME', sold.map(({ customer }) => customer)],
      [CUSTOMERS, 'anna', sold.map(({ customer }) => customer)],
    ] as const) {
      expect(await uidsAt(`${path}?q=${text}`)).toEqual(uids);
      const { items, nextCursor } = (await call('GET', `${path}?q=${text}&limit=1`)).json();
      const next = await uidsAt(`${path}?q=${text}&limit=1&after=${nextCursor}`);
      expect([items[0].uid, ...next]).toEqual(uids.slice(0, 2));
    }
    expect(await uidsAt(`${PACKAGES}?q=${iccid}&limit=2`)).toHaveLength(2);
    expect(await uidsAt(`${CUSTOMERS}?q=${iccid}&limit=2`)).toHaveLength(2);
  });

  it('has cursors, the number of all, and CSV without formulas', async () => {
    for (let count = 0; count < 3; count += 1) await register({ metatag: '=1+1' });
    const first = await call('GET', `${PACKAGES}?limit=2`);
    expect(first.headers['x-total-count']).toBe('3');
    const { items, nextCursor } = first.json();
    const rest = await uidsAt(`${PACKAGES}?limit=2&after=${nextCursor}`);
    expect([items.length, rest.length]).toEqual([2, 1]);
    const csv = await call('GET', PACKAGES, { headers: { accept: 'text/csv' } });
    const lines = csv.body.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('uid,soldAt,name,status,state,channel,soldBy');
    expect(lines[1]).toContain("'=1+1");
  });

  it.each([
    'after=x',
    'inventoryItemId=x',
    'customerUid=x',
    'state=GONE',
    'q=ab',
    'limit=201',
    'channel=FAX',
  ])('refuses %s', async (query) => {
    const answer = await call('GET', `${PACKAGES}?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  it('is empty for another account', async () => {
    const { uid } = await register();
    expect((await stranger('GET', `${PACKAGES}?q=${uid}`)).json().items).toEqual([]);
    expect((await stranger('GET', CUSTOMERS)).json().items).toEqual([]);
  });
});

describe('the list of customers', () => {
  it('filters by the packages, the country set, the tag and the date', async () => {
    const wide = await register();
    const austria = await register({ inventoryItemId: shop.items.austria });
    const portal = await register({ salesChannel: 'PORTAL' });
    await supporter('PUT', `${CUSTOMERS}/${wide.customer}/tags`, { body: { tags: ['VIP'] } });
    expect(await uidsAt(CUSTOMERS)).toEqual([portal.customer, austria.customer, wide.customer]);
    expect(await uidsAt(`${CUSTOMERS}?channel=PORTAL&state=ACTIVE`)).toEqual([portal.customer]);
    expect(await uidsAt(`${CUSTOMERS}?channel=PORTAL&state=EXPIRED`)).toEqual([]);
    expect(await uidsAt(`${CUSTOMERS}?countrySet=AT`)).toEqual([austria.customer]);
    expect(await uidsAt(`${CUSTOMERS}?tag=Vip`)).toEqual([wide.customer]);
    expect(await uidsAt(`${CUSTOMERS}?to=2020-01-01`)).toEqual([]);
    const page = (await call('GET', `${CUSTOMERS}?limit=1`)).json();
    expect(await uidsAt(`${CUSTOMERS}?limit=2&after=${page.nextCursor}`)).toEqual([
      austria.customer,
      wide.customer,
    ]);
    const csv = await call('GET', CUSTOMERS, { headers: { accept: 'text/csv' } });
    expect(csv.body.trim().split('\r\n')).toHaveLength(4);
  });

  it('refuses a cursor of another list', async () => {
    const answer = await call('GET', `${CUSTOMERS}?after=WyJ4Il0`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });
});

describe('notes about a customer', () => {
  it('are created, updated, listed newest first and deleted, with their author', async () => {
    const { customer } = await register();
    const notes = `${CUSTOMERS}/${customer}/notes`;
    const first = await supporter('POST', notes, { body: { text: 'Called twice.' } });
    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({ customerUid: customer, author: { kind: 'api_key' } });
    const second = (await supporter('POST', notes, { body: { text: 'Wrote.' } })).json();
    const path = `${notes}/${first.json().id}`;
    const updated = (await supporter('PUT', path, { body: { text: 'Called once.' } })).json();
    expect((await reader('GET', notes)).json().items).toEqual([second, updated]);
    expect(updated.text).toBe('Called once.');
    expect((await supporter('DELETE', path)).statusCode).toBe(204);
    expect((await supporter('DELETE', path)).json().code).toBe('note_not_found');
    expect((await reader('GET', notes)).json().items).toEqual([second]);
    const audited = await slice.db.rows<{ action: string; after: object }>(sql`
      select action, after from audit_log where target = ${customer} order by at, id`);
    expect(audited.map(({ action }) => action)).toEqual([
      'customer_note.created',
      'customer_note.created',
      'customer_note.updated',
      'customer_note.deleted',
    ]);
    expect(JSON.stringify(audited)).not.toContain('Called');
  });

  it('are refused without the scope, for another account, and for unknown customers', async () => {
    const { customer } = await register();
    const notes = `${CUSTOMERS}/${customer}/notes`;
    const body = { text: 'Called.' };
    expect((await reader('POST', notes, { body })).json().code).toBe('insufficient_scope');
    expect((await stranger('POST', notes, { body })).json().code).toBe('customer_not_found');
    expect((await stranger('GET', notes)).json().code).toBe('customer_not_found');
    const { id } = (await supporter('POST', notes, { body })).json();
    const other = await register();
    const foreign = `${CUSTOMERS}/${other.customer}/notes/${id}`;
    expect((await supporter('PUT', foreign, { body })).json().code).toBe('note_not_found');
    expect((await supporter('DELETE', foreign)).json().code).toBe('note_not_found');
    expect((await supporter('DELETE', `${notes}/x`)).json().code).toBe('note_not_found');
    expect((await supporter('POST', notes, { body: { text: '' } })).statusCode).toBe(400);
  });

  it('sets tags in lower case and once, and refuses too many or phrases', async () => {
    const { customer } = await register();
    const tags = `${CUSTOMERS}/${customer}/tags`;
    const put = (list: string[]) => supporter('PUT', tags, { body: { tags: list } });
    expect((await put(['VIP', 'vip', 'Übersee'])).json()).toEqual({ tags: ['vip', 'übersee'] });
    expect((await put(['late'])).json()).toEqual({ tags: ['late'] });
    expect((await reader('GET', tags)).json()).toEqual({ tags: ['late'] });
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`);
    for (const wrong of [many, ['two words'], ['']]) {
      expect((await put(wrong)).json().code).toBe('invalid_request');
    }
    expect((await reader('PUT', tags, { body: { tags: [] } })).statusCode).toBe(403);
    expect((await put([])).json()).toEqual({ tags: [] });
  });

  it('cannot be written about a customer that was erased', async () => {
    const { customer } = await register();
    await slice.db.run(sql`
      update customers set erased_at = now(), email = null
      where account_id = ${shop.ctx.accountId} and id = ${customer}`);
    const answer = await supporter('POST', `${CUSTOMERS}/${customer}/notes`, {
      body: { text: 'Late.' },
    });
    expect(answer.json().code).toBe('customer_deleted');
  });
});

describe('usage by day and country', () => {
  it('adds up what a customer and a package used, as JSON and CSV', async () => {
    const { customer, uid, esim } = await register();
    const { accountId } = shop.ctx;
    const use = (day: string, country: string, bytes: number, item: string | null) =>
      slice.db.run(sql`
        insert into usage_records (account_id, carrier, record_id, esim_profile_id,
          activated_item_id, bytes, country, started_at, ended_at)
        values (${accountId}, 'sandbox', ${newId()}, ${esim.uid}, ${item}, ${bytes}, ${country},
          ${`${day}T23:59:59Z`}::timestamptz, ${`${day}T23:59:59Z`}::timestamptz)`);
    await use('2026-04-30', 'AT', 100, uid);
    await use('2026-04-30', 'AT', 11, uid);
    await use('2026-05-01', 'DE', 7, uid);
    await use('2026-05-01', 'US', 5, null);
    const [at, de, us] = [
      { day: '2026-04-30', country: 'AT', bytes: 111, uncoveredBytes: 0 },
      { day: '2026-05-01', country: 'DE', bytes: 7, uncoveredBytes: 0 },
      { day: '2026-05-01', country: 'US', bytes: 5, uncoveredBytes: 5 },
    ];
    const usage = async (path: string) => (await reader('GET', path)).json().items;
    expect(await usage(`${CUSTOMERS}/${customer}/usage`)).toEqual([de, us, at]);
    expect(await usage(`${PACKAGES}/${uid}/usage`)).toEqual([de, at]);
    expect(await usage(`${PACKAGES}/${uid}/usage?to=2026-04-30`)).toEqual([at]);
    const csv = await reader('GET', `${CUSTOMERS}/${customer}/usage?from=2026-05-01`, {
      headers: { accept: 'text/csv' },
    });
    expect(csv.body).toBe(
      'day,country,bytes,uncoveredBytes\r\n2026-05-01,DE,7,0\r\n2026-05-01,US,5,5\r\n',
    );
    expect((await stranger('GET', `${CUSTOMERS}/${customer}/usage`)).statusCode).toBe(404);
    expect((await stranger('GET', `${PACKAGES}/${uid}/usage`)).statusCode).toBe(404);
  });
});
