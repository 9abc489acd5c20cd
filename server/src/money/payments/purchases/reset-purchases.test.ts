import { expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openTill, usd } from '../../../../test/support/payments.ts';
import { resetLedger } from '../../credits/index.ts';
import { resetPurchases } from '../index.ts';

const till = await forThisFile(openTill());

it('a reset deletes purchases and keeps cards, and pending purchases add no credits', async () => {
  const buyer = await till.newBuyer();
  await buyer.buy('4242424242424242');
  const body = { amount: usd(50) };
  const { id } = (await buyer.call('POST', '/gigastore/credits/purchases', { body })).json();
  await till.db.transaction(async (tx) => {
    await resetPurchases({ db: tx, accountId: buyer.id });
    await resetLedger(tx, buyer.id);
  });
  await buyer.advance(id);
  expect(await buyer.creditsMinor()).toBe(0n);
  const { items } = (await buyer.call('GET', '/gigastore/credits/purchases')).json();
  expect(items).toEqual([]);
  expect((await buyer.buy('4242424242424242')).status).toBe('paid');
  expect(await buyer.creditsMinor()).toBe(10_000n);
});
