import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans, PLANS } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';

const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');

async function change(method: 'PUT' | 'POST', path: string, body: object) {
  const answer = await call(method, path, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function register({ call: sell, items }: Reseller): Promise<string> {
  const body = { inventoryItemId: items.worldwide };
  const { code, status } = (await sell('POST', '/gigastore/activations/register', { body })).json();
  return code ?? status;
}

async function priceOf({ call: read, items }: Reseller): Promise<number> {
  const { items: shown } = (await read('GET', '/gigastore/products/inventory')).json();
  const item = shown.find(({ id }: { id: string }) => id === items.worldwide);
  return item.prices[0].priceValue;
}

async function priceEvents({ call: read }: Reseller): Promise<object[]> {
  const { items } = (await read('GET', '/gigastore/events?limit=200')).json();
  return items
    .filter(({ type }: { type: string }) => type === 'price.changed')
    .map(({ data }: { data: object }) => data);
}

it('a reseller is shown with its people and what changed last in its accounts', async () => {
  const { organizationId, id } = await openReseller(store);
  const owner = await personOf(store, organizationId, 'owner');
  const stranger = await personOf(store, (await openReseller(store)).organizationId, 'owner');
  const reason = 'Unpaid invoice';
  for (const verb of ['suspend', 'resume']) {
    await change('POST', `/operator/accounts/${id}/${verb}`, { reason });
  }
  const shown = (await call('GET', `/operator/organizations/${organizationId}`)).json();
  const { personId, email } = owner;
  expect(shown.members).toMatchObject([{ personId, email, role: 'owner' }]);
  expect(JSON.stringify(shown)).not.toContain(stranger.email);
  expect(shown.lastChanges.length).toBeLessThanOrEqual(10);
  const actions = shown.lastChanges.map(({ action }: { action: string }) => action);
  expect(actions.slice(0, 2)).toEqual(['account.resumed', 'account.suspended']);
});

describe('a suspended account', () => {
  it('makes no new sales, and everything else works, until it is resumed', async () => {
    const reseller = await openReseller(store);
    const { activatedItemUid } = await reseller.sell();
    const path = `/operator/accounts/${reseller.id}`;
    const suspended = await change('POST', `${path}/suspend`, { reason: 'Unpaid invoice' });
    expect(suspended.suspendedAt).not.toBeNull();
    expect(await register(reseller)).toBe('account_suspended');
    const refund = `/gigastore/activations/activated-items/${activatedItemUid}/refund`;
    expect((await reseller.call('POST', refund)).statusCode).toBe(200);

    const again = await change('POST', `${path}/suspend`, { reason: 'Unpaid invoice' });
    expect(again.suspendedAt).toBe(suspended.suspendedAt);
    await change('POST', `${path}/resume`, { reason: 'Paid' });
    expect(await register(reseller)).toBe('success');
  });

  it('tells its owner who did it and why', async () => {
    const reseller = await openReseller(store);
    await change('POST', `/operator/accounts/${reseller.id}/suspend`, { reason: 'Unpaid invoice' });
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const log = await owner.call('GET', '/gigastore/audit-log', {
      headers: { 'x-account': 'sandbox' },
    });
    expect(log.json().items).toContainEqual(
      expect.objectContaining({
        action: 'account.suspended',
        after: { reason: 'Unpaid invoice' },
      }),
    );
  });
});

describe('the rules of an account', () => {
  it('hold for the next call', async () => {
    const reseller = await openReseller(store);
    const rules = { refundLimitPerMonth: 0, requiresUserLocation: true };
    const changed = await change('PUT', `/operator/accounts/${reseller.id}`, rules);
    expect(changed).toMatchObject(rules);
    expect(await register(reseller)).toBe('invalid_request');
    const path = `/operator/organizations/${reseller.organizationId}`;
    const { accounts } = (await call('GET', path)).json();
    expect(accounts).toContainEqual(expect.objectContaining({ id: reseller.id, ...rules }));
  });
});

describe('a wholesale price', () => {
  it('holds from now on, and is told to those who pay it', async () => {
    const [usual, agreed] = [await openReseller(store), await openReseller(store)];
    const list = await change('POST', '/operator/price-lists', { name: 'Partners' });
    const prices = `/operator/price-lists/${list.id}/prices/${PLANS.worldwide.id}`;
    await change('PUT', prices, { wholesalePrice: usd(1.5) });
    expect(await priceEvents(agreed)).toEqual([]);

    const assignment = `/operator/organizations/${agreed.organizationId}/price-list`;
    await change('PUT', assignment, { priceListId: list.id });
    const told = (priceValue: number) => ({
      inventoryItemId: agreed.items.worldwide,
      price: { sortIndex: 0, ...usd(priceValue) },
    });
    expect(await priceOf(agreed)).toBe(1.5);
    expect(await priceEvents(agreed)).toEqual([told(1.5)]);

    await change('PUT', prices, { wholesalePrice: usd(1.75) });
    await change('PUT', prices, { wholesalePrice: usd(1.75) });
    expect(await priceOf(agreed)).toBe(1.75);
    expect(await priceEvents(agreed)).toEqual([told(1.5), told(1.75)]);

    await change('PUT', assignment, {});
    expect(await priceOf(agreed)).toBe(2);
    expect(await priceEvents(agreed)).toHaveLength(3);
    expect(await priceOf(usual)).toBe(2);
    expect(await priceEvents(usual)).toEqual([]);
  });

  it('is refused in other currencies and parts of a cent', async () => {
    const { id } = await change('POST', '/operator/price-lists', { name: 'Partners' });
    const path = `/operator/price-lists/${id}/prices/${PLANS.europe.id}`;
    for (const wholesalePrice of [usd(1.005), { ...usd(1), currencyCode: 'EUR' }]) {
      const answer = await call('PUT', path, { body: { wholesalePrice } });
      expect(answer.json()).toMatchObject({ code: 'invalid_request' });
    }
  });
});

describe('a new data plan', () => {
  it('is sold once it has a price and is offered, and not when it is retired', async () => {
    const reseller = await openReseller(store);
    const plan = await change('POST', '/operator/data-plans', {
      ...{ name: 'eSIM Austria 5 GB', sizeValue: 5, sizeUnit: 'GB', validityDays: 30 },
      ...{ countrySet: 'at', carrier: 'sandbox' },
    });
    expect(plan).toMatchObject({ countrySet: 'AT', wholesalePrice: null, cost: null });
    const { items: lists } = (await call('GET', '/operator/price-lists')).json();
    const { id: listId } = lists.find(({ isDefault }: { isDefault: boolean }) => isDefault);
    const prices = `/operator/price-lists/${listId}/prices/${plan.id}`;
    await change('PUT', prices, { wholesalePrice: usd(3) });
    const offers = `/operator/organizations/${reseller.organizationId}/offers`;
    const offer = { dataPlanId: plan.id, retailPrice: usd(9.99), name: 'Alps' };
    expect(await change('POST', offers, offer)).toEqual({ added: 2 });
    expect(await change('POST', offers, offer)).toEqual({ added: 0 });

    const inventory = '/gigastore/products/inventory?country_set=AT';
    const read = async () => {
      const { items } = (await reseller.call('GET', inventory)).json();
      return items.find(({ name }: { name: string }) => name === 'Alps');
    };
    const item = await read();
    expect(item).toMatchObject({ active: true, prices: [{ priceValue: 3 }] });
    const sale = { ...reseller, items: { ...reseller.items, worldwide: item.id } };
    expect(await register(sale)).toBe('success');
    await change('PUT', `/operator/data-plans/${plan.id}`, { retired: true });
    expect(await read()).toMatchObject({ active: false });
    expect(await register(sale)).toBe('inventory_item_inactive');
    await change('PUT', `/operator/data-plans/${plan.id}`, { retired: false });
    expect(await register(sale)).toBe('success');
  });
});

describe('the list of resellers', () => {
  it('finds by a part of name or email, in pages, and never the platform', async () => {
    const word = newId().slice(-12);
    for (const name of [`A ${word}`, `B ${word.toUpperCase()}`, 'C']) {
      const email = name === 'C' ? `${word}@acme.test` : 'owner@acme.test';
      await change('POST', '/operator/organizations', { name, email });
    }
    const first = (await call('GET', `/operator/organizations?q=${word}&limit=2`)).json();
    expect(first.items.map(({ name }: { name: string }) => name)).toEqual([
      'C',
      `B ${word.toUpperCase()}`,
    ]);
    const next = `/operator/organizations?q=${word}&limit=2&after=${first.nextCursor}`;
    const last = (await call('GET', next)).json();
    expect(last).toMatchObject({ items: [{ name: `A ${word}` }], nextCursor: null });
    expect((await call('GET', '/operator/organizations?q=%25')).json().items).toEqual([]);
    expect((await call('GET', '/operator/organizations?q=Platform')).json().items).toEqual([]);
  });
});
