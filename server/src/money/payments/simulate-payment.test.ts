import { expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openTill, usd } from '../../../test/support/payments.ts';

const PURCHASES = '/gigastore/credits/purchases';

const till = await forThisFile(openTill());

it('one transfer is credited once, however many simulate it at the same time', async () => {
  const buyer = await till.newBuyer();
  const bought = { body: { amount: usd(50), method: 'bank_transfer' } };
  const { id } = (await buyer.call('POST', PURCHASES, bought)).json();
  const path = `/gigastore/sandbox/purchases/${id}/simulate`;
  const play = () => buyer.call('POST', path, { body: { event: 'receive_transfer' } });
  const answers = await Promise.all([play(), play(), play()]);
  const outcomes = answers.map((answer) => answer.json().code ?? answer.json().status);
  expect(outcomes.sort()).toEqual(['invalid_state', 'invalid_state', 'paid']);
  expect(await buyer.creditsMinor()).toBe(5_000n);
});
