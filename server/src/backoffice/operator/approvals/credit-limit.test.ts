import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../test/support/app.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { personOf } from '../../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../../test/support/resellers.ts';
import { loadPlans } from '../../../../test/support/shop.ts';
import { usd } from '../../../kernel/money.ts';
import { sql } from '../../../platform/db/database.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const ada = await personOf(store, '', 'operator');
const grace = await personOf(store, '', 'operator');

async function ask({ id }: Reseller, amount: number, by = ada) {
  const body = { creditLimit: usd(amount), reason: 'Pays by invoice' };
  return (await by.call('PUT', `/operator/accounts/${id}/credit-limit`, { body })).json();
}
async function decide(id: string, by = grace, how = 'approve') {
  const answer = (await by.call('POST', `/operator/approval-requests/${id}/${how}`)).json();
  return answer.code ?? answer.state;
}
const sell = async ({ call, items }: Reseller) =>
  (
    await call('POST', '/gigastore/activations/register', {
      body: { inventoryItemId: items.worldwide },
    })
  ).json();

describe('the credit limit of an account', () => {
  it('becomes higher with a second operator, and sales go down to it', async () => {
    const reseller = await openReseller(store, 0n);
    expect((await sell(reseller)).code).toBe('insufficient_credits');
    const { creditLimit, approvalRequest } = await ask(reseller, 5);
    expect(creditLimit).toMatchObject({ priceValue: 0 });
    expect(await decide(approvalRequest.id, ada)).toBe('second_person_required');
    expect(await decide(approvalRequest.id)).toBe('approved');
    // A worldwide package costs 2.00 USD.
    const sales = await Promise.all(Array.from({ length: 4 }, () => sell(reseller)));
    expect(sales.filter(({ status }) => status === 'success')).toHaveLength(2);
    expect((await sell(reseller)).detail).toContain(
      'the balance is -4.00 USD and the credit limit',
    );
    expect(await ask(reseller, 3)).toMatchObject({ code: 'invalid_state' });
    expect(await ask(reseller, 4)).toMatchObject({ approvalRequest: null });
  });

  it('is told to the reseller with its reason, and ends an earlier proposal', async () => {
    const reseller = await openReseller(store, 0n);
    const first = await ask(reseller, 100);
    const second = await ask(reseller, 50);
    expect(await decide(first.approvalRequest.id)).toBe('invalid_state');
    expect(await decide(second.approvalRequest.id)).toBe('approved');
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const { items } = (await owner.call('GET', '/gigastore/audit-log')).json();
    expect(items[0]).toMatchObject({
      action: 'account.credit_limit_changed',
      after: { creditLimit: { priceValue: 50 }, reason: 'Pays by invoice' },
    });
    const third = await ask(reseller, 80);
    await ask(reseller, 0);
    expect(await decide(third.approvalRequest.id)).toBe('invalid_state');
  });

  it('leaves an account that owes a reversed payment suspended', async () => {
    const reseller = await openReseller(store, 0n);
    const { approvalRequest } = await ask(reseller, 50);
    await decide(approvalRequest.id);
    await store.db.run(sql`update accounts set owes_since = now() where id = ${reseller.id}`);
    expect((await sell(reseller)).code).toBe('account_suspended');
  });
});
