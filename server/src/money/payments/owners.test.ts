import { expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openStripeTill } from '../../../test/support/stripe-till.ts';
import { newId } from '../../kernel/ids.ts';
import { insertCustomer, selectCustomer } from './methods/customer-store.ts';
import { selectByIntent, updateIntent } from './purchases/purchase-store.ts';

const till = await forThisFile(openStripeTill());
const createdAt = new Date('2026-04-30T09:55:36.430Z');

const customerOf = async (accountId: string) =>
  (await selectCustomer(till.db, { accountId, provider: 'stripe' }))?.token;

/** The sandbox account of a new reseller has no customer at Stripe. */
async function unknownPayer() {
  const { id: accountId } = await till.newAccount();
  return { accountId, provider: 'stripe' as const, createdAt };
}

/** A purchase by card that is not charged yet. */
async function unpaid() {
  const payer = await till.newPayer('paid');
  const { id } = await payer.order();
  return { accountId: payer.liveAccountId, id, provider: 'stripe' as const };
}

it('a customer of a provider belongs to one of two accounts that name it at once', async () => {
  const payers = [await unknownPayer(), await unknownPayer()];
  const token = `cus_${newId()}`;
  await Promise.all(payers.map((payer) => insertCustomer(till.db, { ...payer, token })));
  const kept = await Promise.all(payers.map(({ accountId }) => customerOf(accountId)));
  expect(kept.filter((one) => one === token)).toHaveLength(1);
  expect(kept.filter((one) => one === undefined)).toHaveLength(1);
});

it('an account keeps its first customer, also if it names another one later', async () => {
  const payer = await unknownPayer();
  const [first, second] = [`cus_${newId()}`, `cus_${newId()}`];
  for (const token of [first, first, second]) await insertCustomer(till.db, { ...payer, token });
  expect(await customerOf(payer.accountId)).toBe(first);
});

it('a payment of a provider belongs to one of two purchases that name it at once', async () => {
  const purchases = [await unpaid(), await unpaid()];
  const token = `pi_${newId()}`;
  const ends = await Promise.allSettled(
    purchases.map((purchase) => updateIntent(till.db, purchase, token)),
  );
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  const owner = purchases[ends.findIndex(({ status }) => status === 'fulfilled')];
  const { accountId, id } = owner ?? {};
  expect(await selectByIntent(till.db, 'stripe', token)).toEqual({ accountId, id });
});
