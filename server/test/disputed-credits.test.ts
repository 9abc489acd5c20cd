import { expect, it } from 'vitest';
import { createPaymentTasks } from '../src/money/payments/index.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { runQueue } from './support/queue.ts';
import { newCard, openReseller, type Reseller } from './support/resellers.ts';
import { loadPlans, WHOLESALE_MINOR } from './support/shop.ts';
import { usd } from './support/top-ups.ts';

const PRICE = Number(WHOLESALE_MINOR) / 100;

const store = await forThisFile(openStore());
await loadPlans(store.db);

/** A reseller that bought credits for 10.00 by card and has sold five packages with them. */
async function openSpender() {
  const reseller = await openReseller(store, 0n);
  await newCard(reseller);
  const body = { amount: usd(10) };
  const bought = await reseller.call('POST', '/gigastore/credits/purchases', { body });
  await runQueue(store.db, createPaymentTasks(store.parts), new Date());
  const uids: string[] = [];
  for (let count = 0; count < 5; count += 1) uids.push((await reseller.sell()).activatedItemUid);
  const id: string = bought.json().id;
  const simulate = async (event: string) => {
    const path = `/gigastore/sandbox/purchases/${id}/simulate`;
    const answer = await reseller.call('POST', path, { body: { event } });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  const refund = async (uid: string | undefined) => {
    const answer = await reseller.call(
      'POST',
      `/gigastore/activations/activated-items/${uid}/refund`,
    );
    expect(answer.statusCode, answer.body).toBe(200);
  };
  return { reseller, uids, simulate, refund, id };
}

async function available({ call }: Reseller): Promise<number> {
  return (await call('GET', '/gigastore/credits')).json().available.priceValue;
}

it('refunded packages add first to frozen credits, then to the debt', async () => {
  const { reseller, uids, simulate, refund, id } = await openSpender();
  const left = 10 - 5 * PRICE;
  const read = async () =>
    (await reseller.call('GET', `/gigastore/credits/purchases/${id}`)).json();
  expect((await simulate('dispute')).frozen.priceValue).toBeCloseTo(left);
  await refund(uids[0]);
  await refund(uids[1]);
  expect(await available(reseller)).toBe(0);
  expect((await read()).frozen.priceValue).toBeCloseTo(left + 2 * PRICE);

  expect((await simulate('lose_dispute')).outstanding.priceValue).toBeCloseTo(3 * PRICE);
  await refund(uids[2]);
  expect(await available(reseller)).toBe(0);
  expect((await read()).outstanding.priceValue).toBeCloseTo(2 * PRICE);

  const stock = `/gigastore/products/inventory/${reseller.items.worldwide}/stock`;
  const bought = await reseller.call('POST', stock, { body: { units: 1 } });
  expect(bought.json()).toMatchObject({ code: 'account_suspended' });
  await refund(uids[3]);
  await refund(uids[4]);
  expect((await read()).outstanding.priceValue).toBe(0);
  const credits = await reseller.call('POST', '/gigastore/sandbox/credits', {
    body: { amount: usd(10) },
  });
  expect(credits.statusCode, credits.body).toBe(200);
  expect((await reseller.call('POST', stock, { body: { units: 1 } })).statusCode).toBe(200);
});

it('credits added in a sandbox cover the debt first', async () => {
  const { reseller, simulate } = await openSpender();
  await simulate('dispute');
  await simulate('lose_dispute');
  await reseller.call('POST', '/gigastore/sandbox/credits', { body: { amount: usd(10) } });
  expect(await available(reseller)).toBeCloseTo(10 - 5 * PRICE);
});
