import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openEsimAccess,
  openLiveShop,
  openOrdering,
} from '../../../test/support/supply.ts';
import { sql } from '../../platform/db/database.ts';

const supplier = await forThisFile(openEsimAccess());
const store = await forThisFile(
  openStore({
    GIGASTORE_ESIM_ACCESS_CODE: 'code',
    GIGASTORE_ESIM_ACCESS_URL: supplier.url,
  }),
);
const { db } = store;
const dataPlanId = await loadOrderedPlan(db);
const { call: operator } = await personOf(store, '', 'operator');

beforeEach(async () => {
  supplier.failWith(undefined);
  await db.run(sql`delete from carrier_calls`);
});

/** Sells this many packages, and ends when the orders are in this state and the calls are kept. */
async function sell(count: number, expected: { state: string }): Promise<void> {
  const shop = await openLiveShop(db, { dataPlanId, settings: supplier.settings });
  const sales = Array.from({ length: count }, () => shop.register());
  await Promise.all(sales);
  const ordering = openOrdering(db, supplier.settings);
  const orders = Array.from({ length: count }, () => expected);
  await awaitOrders(db, shop.accountId, orders).finally(() => ordering.close());
}

async function readCarrier() {
  const answer = await operator('GET', '/operator/carriers');
  expect(answer.statusCode).toBe(200);
  const { items } = answer.json();
  expect(items.map(({ carrier }: { carrier: string }) => carrier)).toEqual(['esim-access']);
  return items[0];
}

describe('GET /operator/carriers', () => {
  it('returns a carrier that was not called as unknown', async () => {
    const breaker = { state: 'closed', since: null, triesAt: null };
    expect(await readCarrier()).toMatchObject({
      state: 'unknown',
      calls: 0,
      breaker,
      throttles: 'by_item',
    });
  });

  it('returns the health of the carrier by its calls, also by country set', async () => {
    await sell(2, DELIVERED);
    const carrier = await readCarrier();
    expect(carrier).toMatchObject({ state: 'healthy', failures: 0, lastFailure: null });
    expect(carrier.calls).toBeGreaterThanOrEqual(5);
    expect(carrier.medianMs).toBeGreaterThanOrEqual(0);
    expect(carrier.countrySets).toMatchObject([{ countrySet: 'AT', state: 'healthy' }]);
    expect(carrier.countries).toMatchObject([{ country: 'AT', state: 'healthy' }]);
    expect(carrier.countries[0].calls).toBe(carrier.countrySets[0].calls);
  });

  it('returns the health by the traveller’s country, where the plan covers it', async () => {
    await sell(3, DELIVERED);
    await db.run(sql`
      update country_sets
      set countries = '{AT,DE,IT}'
      where code = 'AT'`);
    await db.run(sql`
      with numbered as (
        select account_id, id, row_number() over (order by id desc) as place
        from activated_items
      )
      update activated_items as item
      set user_country = case place when 1 then 'DE' when 2 then 'US' end
      from numbered
      where numbered.account_id = item.account_id
        and numbered.id = item.id
        and place <= 3`);
    const carrier = await readCarrier();
    expect(carrier.countries).toMatchObject([{ country: 'DE', state: 'healthy', failures: 0 }]);
    expect(carrier.countries[0].calls).toBeLessThan(carrier.countrySets[0].calls);
    await db.run(sql`update country_sets set countries = '{AT}' where code = 'AT'`);
  });

  it('is followed by the orders, each of which says why its source was chosen', async () => {
    await sell(1, DELIVERED);
    const { items } = (await operator('GET', '/operator/carrier-orders?limit=1')).json();
    const order = (await operator('GET', `/operator/carrier-orders/${items[0].id}`)).json();
    const choice = { carrier: 'esim-access', item: 'AT_1_7', outcome: 'chosen', detail: null };
    expect(order.choices).toEqual([
      { ...choice, reason: 'preferred', at: expect.stringMatching(/Z$/) },
    ]);
  });

  it('returns a carrier whose orders fail as down', async () => {
    const failing = /\/esim\/(order|query)$/;
    supplier.failWith(({ path }) => (failing.test(path) ? 'answer_lost_after' : undefined));
    await sell(6, { state: 'UNKNOWN' });
    const carrier = await readCarrier();
    expect(carrier).toMatchObject({ state: 'down', breaker: { state: 'open' } });
    expect(carrier.failures).toBeGreaterThanOrEqual(5);
    expect(carrier.lastFailure).toEqual(expect.any(String));
    expect(carrier.countrySets).toMatchObject([{ countrySet: 'AT', state: 'down' }]);
  });

  it('is for the platform’s own people', async () => {
    const account = await store.newAccount();
    const call = await account.caller();
    expect((await call('GET', '/operator/carriers')).statusCode).toBe(403);
  });
});
