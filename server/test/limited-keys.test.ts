import { expect, it } from 'vitest';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { openReseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import { callerOf } from './support/slice.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const limited = callerOf(store.app, await reseller.tokenOf({ dailySpendLimitMinor: 500n }));
const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });
const TOP_UP = '/gigastore/credits/auto-top-up';

it('a key with a daily limit finds no way around it', async () => {
  const stock = `/gigastore/products/inventory/${reseller.items.worldwide}/stock`;
  const bought = await limited('POST', stock, { body: { units: 20 } });
  expect(bought.json()).toMatchObject({ code: 'spend_limit_reached' });
  const purchase = { amount: usd(100), method: 'bank_transfer' };
  const paid = await limited('POST', '/gigastore/credits/purchases', { body: purchase });
  expect(paid.json()).toMatchObject({ code: 'spend_limit_reached' });
  const settings = { enabled: true, threshold: usd(50), amount: usd(100) };
  const topUp = await limited('PUT', TOP_UP, { body: settings });
  expect(topUp.json()).toMatchObject({ code: 'forbidden' });
  const key = await limited('POST', '/gigastore/api-keys', { body: { name: 'free' } });
  expect(key.json()).toMatchObject({ code: 'forbidden' });
  const own = (await limited('GET', '/gigastore/api-keys')).json().items[0].clientId;
  const raise = { dailySpendLimit: usd(1000) };
  const raised = await limited('PUT', `/gigastore/api-keys/${own}`, { body: raise });
  expect(raised.json()).toMatchObject({ code: 'forbidden' });
});

it('stock counts towards the daily limit of a key', async () => {
  const key = callerOf(store.app, await reseller.tokenOf({ dailySpendLimitMinor: 500n }));
  const stock = `/gigastore/products/inventory/${reseller.items.austria}/stock`;
  expect((await key('POST', stock, { body: { units: 2 } })).statusCode).toBe(200);
  const sale = { inventoryItemId: reseller.items.worldwide, activationMode: 'NOW' };
  const refused = await key('POST', '/gigastore/activations/register', { body: sale });
  expect(refused.json()).toMatchObject({ code: 'spend_limit_reached' });
});
