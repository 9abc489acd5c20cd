import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { basic } from './support/access.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { openReseller, purchase } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import { sendWire } from './support/wire.ts';

const REGISTER = '/gigastore/activations/register';
const ITEMS = '/gigastore/activations/activated-items';
const CUSTOMERS = '/gigastore/activations/customers';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
await store.app.listen({ host: '127.0.0.1', port: 0 });
const baseUrl = `http://127.0.0.1:${(store.app.server.address() as AddressInfo).port}`;

/** A client in JavaScript: fetch, a JSON type on everything, exactly 200 or an error. */
function fetchClient(root = baseUrl) {
  let token = '';
  async function call(method: string, path: string, body?: object) {
    const answer = await fetch(root + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = text === '' ? undefined : JSON.parse(text);
    if (answer.status !== 200) throw new Error(errorText(json));
    return json;
  }
  return {
    call,
    async authenticate(credentials: { clientId: string; clientSecret: string }) {
      const headers = { Authorization: basic(credentials), 'Content-Type': 'application/json' };
      const answer = await fetch(`${root}/reseller/authenticate`, { method: 'POST', headers });
      const { accessToken, expiresIn } = (await answer.json()) as Record<string, unknown>;
      token = String(accessToken);
      return { status: answer.status, expiresIn };
    },
  };
}

/** Returns the text of an error, from the fields in which known clients look for it. */
function errorText(body: Record<string, unknown>): string {
  return String(body.message ?? body.detail ?? body.title ?? body.error);
}

/** A client in Python: requests or httpx, which send their type with whatever body, or none. */
function pythonClient(body: string | undefined) {
  const headers: Record<string, string> = {
    'User-Agent': 'python-requests/2.32.3',
    'Accept-Encoding': 'gzip, deflate',
    Accept: '*/*',
    Connection: 'keep-alive',
    'Content-Type': 'application/json',
    ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
  };
  return async (method: string, path: string, authorization = `Bearer ${reseller.token}`) => {
    const sent = { ...headers, Authorization: authorization };
    const answer = await sendWire(baseUrl + path, { method, headers: sent, body });
    return { status: answer.status, json: JSON.parse(answer.text) };
  };
}

describe('a JavaScript client', () => {
  it('a JavaScript client sells, tops up, looks up and refunds with only its base URL changed', async () => {
    // Configured with a slash at the end, as many are.
    const client = fetchClient(`${baseUrl}/`);
    const login = await client.authenticate(reseller.key);
    expect(login).toEqual({ status: 200, expiresIn: 86_400 });

    const { items } = await client.call('GET', '/gigastore/products/inventory?sort_by=PRICE');
    const item = items.find(({ countrySet }: { countrySet: string }) => countrySet === 'WWW');
    const sale = await client.call('POST', REGISTER, {
      inventoryItemId: item.id,
      metatag: 'order-1001',
      customerEmail: 'traveller@example.com',
      userIp: '203.0.113.7',
      userCountry: 'at',
      expectedPrice: item.retailPrices[0],
      activationMode: undefined,
      unknownToUs: { deep: [1] },
    });
    expect(sale).toMatchObject({ status: 'success', customer: { email: 'traveller@example.com' } });
    expect(sale.esimProfile.activationCode).toMatch(/^LPA:1\$[^$]+\$[^$]+$/);

    const { uid } = sale.customer;
    const more = { inventoryItemId: item.id, customerUid: uid };
    await client.call('POST', '/gigastore/activations/top-up-with-profile', more);
    const topUp = await client.call('POST', '/gigastore/activations/top-up', more);
    expect(topUp.esimProfile).toBe(null);
    const entry = await client.call('GET', `${CUSTOMERS}/${uid}`);
    expect(entry.activatedItems).toHaveLength(3);
    // The client pairs both lists by their index.
    expect(entry.activatedItems[0].uid).toBe(sale.activatedItem.uid);
    expect(entry.relatedEsims[0].iccid).toBe(sale.esimProfile.iccid);

    const refund = `/activations/activated-items/${topUp.activatedItem.uid}/refund`;
    expect((await client.call('POST', refund)).activatedItem.status).toBe('REFUNDED');
    const list = await client.call('GET', '/gigastore/esim/countries/WWW');
    expect(list[0]).toEqual({ code: 'AT', name: 'Austria', imageUrl: '/esim/countries/at/flag' });
    // A known front end shows the countries of an item by this filter.
    const codes = list.map(({ code }: { code: string }) => code);
    expect(codes.filter((code: string) => item.includedCountries.includes(code))).toEqual(codes);
    const flag = await fetch(baseUrl + list[0].imageUrl);
    expect(flag.headers.get('content-type')).toBe('image/png');
  });

  it('a JavaScript client finds its error text, whichever member it reads', async () => {
    const client = fetchClient();
    await client.authenticate(reseller.key);
    const wrong = client.call('POST', REGISTER, { inventoryItemId: 'x', userCountry: 'Austria' });
    await expect(wrong).rejects.toThrow('userCountry must be an ISO 3166-1 alpha-2 code');

    const answer = await fetch(`${baseUrl}${CUSTOMERS}/nobody`, {
      headers: { Authorization: `Bearer ${reseller.token}` },
    });
    const { message, detail, title, type, ...rest } = (await answer.json()) as Record<
      string,
      unknown
    >;
    expect(message).toBe('No customer has this ID.');
    expect(detail).toBe(message);
    expect([typeof title, typeof type]).toEqual(['string', 'string']);
    expect(rest).not.toHaveProperty('error');
  });

  it('a JavaScript client repeats with a lower-case key and gets the first answer', async () => {
    const headers = {
      authorization: `bearer ${reseller.token}`,
      'content-type': 'application/json; charset=UTF-8',
      'idempotency-key': newId(),
    };
    const body = JSON.stringify({ inventoryItemId: reseller.items.worldwide });
    const sell = () => fetch(baseUrl + REGISTER, { method: 'POST', headers, body });
    const [first, second] = [await sell(), await sell()];
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });
});

describe.each([
  ['no body', undefined],
  ['an empty body', ''],
  ['a body of null', 'null'],
  ['an empty object', '{}'],
])('a Python client that sends %s', (_, body) => {
  it('a Python client that sends %s authenticates', async () => {
    const call = pythonClient(body);
    const answer = await call('POST', '/reseller/authenticate', basic(reseller.key));
    expect(answer).toMatchObject({ status: 200, json: { tokenType: 'Bearer', expiresIn: 86_400 } });
    expect(Object.keys(answer.json)).toEqual([
      'accessToken',
      'expiresIn',
      'refreshToken',
      'refreshExpiresIn',
      'tokenType',
      'idToken',
    ]);
  });

  it('a Python client that sends %s reads', async () => {
    const call = pythonClient(body);
    const sold = await purchase(reseller);
    for (const path of [
      '/gigastore/products/inventory',
      '/gigastore/esim/device/esim-capable',
      `${ITEMS}/${sold.activatedItemUid}?only_active_profiles=True`,
      `${ITEMS}?from=2026-01-01&to=2036-01-01&sort_dir=DESC&sort_by=DATE&page_size=10`,
      `${CUSTOMERS}?page_size=10&page_index=0&only_active_profiles=False`,
      `${CUSTOMERS}/${sold.customerUid}?only_active_profiles=true`,
      `/gigastore/esim/${sold.iccid}/status/connectivity`,
    ]) {
      expect((await call('GET', path)).status, path).toBe(200);
    }
  });

  it('a Python client that sends %s activates and refunds', async () => {
    const call = pythonClient(body);
    const waiting = await purchase(reseller, { activationMode: 'ON_DEMAND' });
    const place = `activations/activated-items/${waiting.activatedItemUid}`;
    const activated = await call('POST', `/gigastore/${place}/activate`);
    expect(activated).toMatchObject({ status: 200, json: { activatedItem: { state: 'ACTIVE' } } });
    for (const [path, code] of [
      [`/${place}/refund`, undefined],
      [`/gigastore/${place}/refund`, 'already_refunded'],
    ]) {
      expect((await call('POST', String(path))).json.code).toBe(code);
    }
  });
});

describe('empty fields that clients send', () => {
  const nothing = {
    metatag: '',
    customerEmail: '',
    userIp: null,
    userCountry: '',
    expectedPrice: {},
    activationMode: null,
  };

  it('an empty field is absent from a sale', async () => {
    const { items, call } = reseller;
    const body = { inventoryItemId: items.worldwide, ...nothing };
    const sale = await call('POST', REGISTER, { body });
    expect(sale.statusCode, sale.body).toBe(200);
    expect(sale.json()).toMatchObject({
      activatedItem: { metatag: null, balance: { activationMode: 'NOW' } },
      customer: { email: null, metatag: null },
    });
    const { uid: customerUid } = sale.json().customer;
    const more = { ...body, customerUid, customerProfileDomainId: '', dedicated: null };
    for (const kind of ['top-up', 'top-up-with-profile']) {
      const answer = await call('POST', `/gigastore/activations/${kind}`, { body: more });
      expect(answer.statusCode, answer.body).toBe(200);
    }
  });

  it('an empty field is absent from parts of prices, and from changes', async () => {
    const { items, call } = reseller;
    const price = { sortIndex: null, priceValue: 4.99, currencyCode: 'USD' };
    const body = { inventoryItemId: items.worldwide, expectedPrice: price };
    expect((await call('POST', REGISTER, { body })).statusCode).toBe(200);

    const path = `/gigastore/products/inventory/${items.europe}`;
    const { networks: _, ...before } = (await call('GET', path)).json();
    const change = { name: '', retailPrice: {}, active: null };
    expect((await call('PUT', path, { body: change })).json()).toEqual(before);
  });

  it('an empty field is absent from queries and searches', async () => {
    const { call } = reseller;
    const query = 'from=&to=&sort_dir=&sort_by=&page_size=&page_index=&metatag=&status=';
    expect((await call('GET', `${ITEMS}?${query}`)).statusCode).toBe(200);
    const body = { searchQuery: 'a', searchKey: null, searchMode: '', pageSize: null };
    const found = await call('POST', '/gigastore/activations/search-customers', { body });
    expect(found.statusCode, found.body).toBe(200);
  });
});

describe('credentials', () => {
  it.each(['p:w:d', 'a+b/c==', '100%25', 'with blank', 'ünïcödé €', '"quoted\'', '@~!$&()*,;'])(
    'credentials may have a secret like %s',
    async (clientSecret) => {
      const key = await reseller.keyOf({ clientId: newId(), clientSecret });
      const headers = { authorization: basic(key).replace('Basic', 'basic ') };
      const answer = await fetch(`${baseUrl}/reseller/authenticate`, { method: 'POST', headers });
      expect(answer.status).toBe(200);
    },
  );
});
