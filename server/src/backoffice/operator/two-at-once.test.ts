import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import {
  newDataPlan,
  newPriceList,
  newTicket,
  proposeAdjustment,
  proposeReceipt,
} from '../../../test/support/platform.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Answer } from '../../../test/support/slice.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const [grace, ada] = [await personOf(store, '', 'operator'), await personOf(store, '', 'operator')];
let reseller: Reseller;
beforeAll(async () => {
  reseller = await openReseller(store, 0n);
});

/** Makes both act at once. Returns the refusal of the slower one. */
async function race(ask: (by: TestPerson) => Promise<Answer>) {
  const answers = await Promise.all([ask(grace), ask(ada)]);
  const codes = answers.map(({ statusCode }) => statusCode).sort();
  expect(codes, answers.map(({ body }) => body).join()).toEqual([200, 409]);
  const refused = answers.find(({ statusCode }) => statusCode === 409);
  return refused?.json() as { code: string; detail: string };
}

const creditsOf = async () =>
  (await reseller.call('GET', '/gigastore/credits')).json().balance.priceValue;

describe('of two operators who act at once, one wins and the other is told', () => {
  it('on an adjustment', async () => {
    const id = await proposeAdjustment(reseller);
    const refused = await race(({ call }) => call('POST', `/operator/adjustments/${id}/approve`));
    expect(refused.code).toBe('invalid_state');
    expect(refused.detail).toContain('already posted');
    expect(await creditsOf()).toBe(2500);
  });

  it('on a bank transfer, whether one approves and the other rejects it', async () => {
    const id = await proposeReceipt(reseller);
    const path = `/operator/approval-requests/${id}`;
    const refused = await race((by) =>
      by.call('POST', `${path}/${by === grace ? 'approve' : 'reject'}`),
    );
    expect(refused.code).toBe('invalid_state');
    expect(refused.detail).toMatch(/already (approved|rejected)/);
  });

  it('on a price, new or not', async () => {
    const list = await newPriceList(reseller);
    const plan = await newDataPlan(reseller);
    const set = (by: TestPerson, more: object) =>
      by.call('PUT', `/operator/price-lists/${list}/prices/${plan}`, {
        body: { wholesalePrice: usd(by === grace ? 3 : 4), ...more },
      });
    const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });
    const first = await race((by) => set(by, { isNew: true }));
    expect(first.code).toBe('price_mismatch');
    expect(first.detail).toMatch(/^Somebody has changed the price: the list says [34]\.00 USD/);
    const { prices } = (await ada.call('GET', `/operator/price-lists/${list}`)).json();
    const expectedPrice = prices[0].wholesalePrice;
    const other = usd(expectedPrice.priceValue + 5);
    const second = await race((by) => set(by, { wholesalePrice: other, expectedPrice }));
    expect(second).toMatchObject({ code: 'price_mismatch' });
    expect(second.detail).toContain(`${other.priceValue}.00 USD`);
  });

  it('on a ticket that both take, and that both close', async () => {
    const id = await newTicket(reseller);
    const taken = await race(({ call, personId }) =>
      call('PUT', `/operator/tickets/${id}`, {
        body: { assigneeId: personId, expectedAssigneeId: 'none' },
      }),
    );
    expect(taken.code).toBe('invalid_state');
    expect(taken.detail).toMatch(/^Somebody was faster: .+ has taken the ticket now\.$/);
    const closed = await race(({ call }) =>
      call('PUT', `/operator/tickets/${id}`, {
        body: { status: 'closed', expectedStatus: 'open' },
      }),
    );
    expect(closed.detail).toBe('Somebody was faster: the ticket is closed now.');
  });
});
