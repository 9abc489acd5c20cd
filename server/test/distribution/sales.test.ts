import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditBooks } from '../../src/backoffice/operator/index.ts';
import { groupsOf } from '../../src/platform/db/distribution.ts';
import { openStore, type TestStore } from '../support/app.ts';
import { IS_CITUS } from '../support/citus.ts';
import { addCreditsAndItems, loadPlans, type Shop } from '../support/shop.ts';
import type { Call } from '../support/slice.ts';

const REGISTER = '/gigastore/activations/register';

type Seller = { shop: Shop; call: Call };

/** The way of a sale through the API of a store whose database is distributed. */
describe.runIf(IS_CITUS)('a store on a Citus cluster', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await openStore();
    await loadPlans(store.db);
  });
  afterAll(() => store?.close());

  async function openSeller(): Promise<Seller> {
    const account = await store.newAccount();
    const shop = await addCreditsAndItems(store.db, account);
    return { shop, call: await account.caller() };
  }

  const sell = async ({ shop, call }: Seller, headers: Record<string, string> = {}) => {
    const body = { inventoryItemId: shop.items.worldwide, customerEmail: 'anna@example.com' };
    const answer = await call('POST', REGISTER, { body, headers });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  const credits = async ({ call }: Seller) =>
    (await call('GET', '/gigastore/credits')).json().balance.priceValue;

  it('sells, tops up, refunds, and sells from stock', async () => {
    const seller = await openSeller();
    const { shop, call } = seller;
    const before = await credits(seller);
    const { customer, activatedItem } = await sell(seller);
    const body = { inventoryItemId: shop.items.worldwide, customerUid: customer.uid };
    const toppedUp = await call('POST', '/gigastore/activations/top-up', { body });
    expect(toppedUp.statusCode, toppedUp.body).toBe(200);
    expect(await credits(seller)).toBe(before - 4);

    const path = `/gigastore/activations/activated-items/${activatedItem.uid}/refund`;
    const refunded = await call('POST', path, { body: {} });
    expect(refunded.statusCode, refunded.body).toBe(200);
    expect((await call('POST', path, { body: {} })).json().code).toBe('already_refunded');
    expect(await credits(seller)).toBe(before - 2);

    const stock = `/gigastore/products/inventory/${shop.items.worldwide}/stock`;
    const bought = await call('POST', stock, { body: { units: 3 } });
    expect(bought.statusCode, bought.body).toBe(200);
    const fromStock = await sell(seller);
    expect(fromStock.activatedItem.status).toBe('ACTIVATED');
    expect(await credits(seller)).toBe(before - 8);
  });

  it('sells twenty packages of one account at once', async () => {
    const seller = await openSeller();
    const before = await credits(seller);
    const sold = await Promise.all(Array.from({ length: 20 }, () => sell(seller)));
    expect(new Set(sold.map(({ activatedItem }) => activatedItem.uid)).size).toBe(20);
    expect(await credits(seller)).toBe(before - 40);
  });

  it('sells for accounts of all shards at once, those of a shard together', async () => {
    const sellers = await Promise.all(Array.from({ length: 12 }, openSeller));
    const accounts = sellers.map(({ shop }) => shop.ctx);
    const groups = await groupsOf(store.db, accounts);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.length).toBeLessThan(accounts.length);
    const before = await Promise.all(sellers.map(credits));
    await Promise.all(sellers.flatMap((seller) => [sell(seller), sell(seller)]));
    const after = await Promise.all(sellers.map(credits));
    expect(after).toEqual(before.map((balance) => balance - 4));
  });

  it('sells once for an idempotency key, whenever it is repeated', async () => {
    const seller = await openSeller();
    const headers = { 'idempotency-key': 'order-1' };
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () =>
        seller.call('POST', REGISTER, {
          body: { inventoryItemId: seller.shop.items.worldwide },
          headers,
        }),
      ),
    );
    const sold = [first, ...others].filter((answer) => answer?.statusCode === 200);
    expect(sold.length).toBeGreaterThan(0);
    expect(new Set(sold.map((answer) => answer?.body)).size).toBe(1);
    const { rows } = await store.db.pool.query(
      'select from activated_items where account_id = $1',
      [seller.shop.ctx.accountId],
    );
    expect(rows).toHaveLength(1);
  });

  it('has books that balance', async () => {
    expect(await auditBooks(store.db)).toEqual([]);
  });
});
