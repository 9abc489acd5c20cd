import { beforeEach, describe, expect, test } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  type Answer,
  type Call,
  openSlice,
  type TestAccount,
} from '../../../test/support/slice.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { newId } from '../../kernel/ids.ts';
import { addCredits, readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { type OfferedItem, offerItems, registerInventoryRoutes } from './index.ts';
import { MAX_STOCK_UNITS } from './purchase-stock.ts';

let account: TestAccount;
let call: Call;

const slice = await forThisFile(openSlice(registerInventoryRoutes));
const db = slice.db;

beforeEach(async () => {
  account = await slice.newAccount();
  call = await account.caller('manage');
});

async function offer(wholesaleMinor: bigint, item: Partial<OfferedItem> = {}): Promise<string> {
  const plan = await addPlan(db, { wholesaleMinor });
  const ctx = { accountId: account.id, now: new Date() };
  const items = [{ dataPlanId: plan.id, retailMinor: 999n, ...item }];
  const [id] = await db.transaction((tx) => offerItems({ ...ctx, db: tx }, items));
  return `/gigastore/products/inventory/${id}`;
}

async function fund(amountMinor: bigint): Promise<void> {
  const ctx = { accountId: account.id, now: new Date() };
  const credits = { amountMinor, type: 'sandbox_credit', description: 'Free credits' } as const;
  await db.transaction((tx) => addCredits({ ...ctx, db: tx }, credits));
}

const buy = (path: string, body: object, headers = {}) =>
  call('POST', `${path}/stock`, { body, headers });
const balance = async () => (await readCredits({ db, accountId: account.id })).postedMinor;
const amount = async (path: string) => (await call('GET', path)).json().amount;

describe('prepaid stock', () => {
  test('prepaid stock is bought at the wholesale price, and adds up', async () => {
    const path = await offer(310n);
    await fund(10_000n);

    const answer = await buy(path, { units: 10, expectedPrice: usd(3.1) });
    expect(answer.statusCode).toBe(200);
    expect(answer.json().charged).toEqual({ sortIndex: 0, priceValue: 31, currencyCode: 'USD' });
    expect((await call('GET', path)).json()).toMatchObject(answer.json().item);
    expect(answer.json().item.amount).toBe(10);
    await buy(path, { units: 2 });

    expect(await amount(path)).toBe(12);
    expect(await balance()).toBe(10_000n - 12n * 310n);
    const { items } = (await call('GET', '/gigastore/products/inventory')).json();
    expect(items[0].amount).toBe(12);
    const transfers = await db.rows(sql`
      select type, description from transfers where account_id = ${account.id} order by sequence`);
    expect(transfers[1]).toEqual({
      type: 'stock_purchase',
      description: 'Stock: 10 × Austria 1 GB',
    });
  });

  test('prepaid stock that is free of charge makes no payment', async () => {
    const path = await offer(0n);
    const answer = await buy(path, { units: 100_000, expectedPrice: usd(0) });
    expect(answer.json()).toMatchObject({ item: { amount: 100_000 }, charged: { priceValue: 0 } });
    expect(await balance()).toBe(0n);
  });

  test('prepaid stock can be bought of an item with the longest possible name', async () => {
    const path = await offer(1n, { name: 'ß'.repeat(255) });
    await fund(10n);
    expect((await buy(path, { units: 1 })).statusCode).toBe(200);
  });
});

const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });

describe('what is refused leaves credits and stock as they were', () => {
  async function refused(path: string, body: object): Promise<string> {
    const before = [await balance(), await amount(path).catch(() => undefined)];
    const answer = await buy(path, body);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect([await balance(), await amount(path).catch(() => undefined)]).toEqual(before);
    return answer.json().code;
  }

  test.each([
    {},
    { units: 0 },
    { units: -1 },
    { units: 1.5 },
    { units: 100_001 },
    { units: '5' },
    { units: 1, expectedPrice: { priceValue: 1.005, currencyCode: 'USD' } },
    { units: 1, expectedPrice: { priceValue: 3.1 } },
    { units: 1, expectedPrice: { priceValue: 3.1, currencyCode: 'usd' } },
  ])('a purchase of stock is refused and changes nothing: %j', async (body) => {
    const path = await offer(310n);
    await fund(1000n);
    expect(await refused(path, body)).toBe('invalid_request');
  });

  test('a purchase of stock at another price or currency is refused and changes nothing', async () => {
    const path = await offer(310n);
    await fund(1000n);
    for (const expectedPrice of [
      usd(3.11),
      usd(9.99),
      usd(9_999_999.99),
      { priceValue: 3.1, currencyCode: 'EUR' },
    ]) {
      expect(await refused(path, { units: 1, expectedPrice })).toBe('price_mismatch');
    }
  });

  test('a purchase of stock above the credits is refused and changes nothing', async () => {
    const path = await offer(310n);
    await fund(619n);
    expect(await refused(path, { units: 2 })).toBe('insufficient_credits');
    expect((await buy(path, { units: 1 })).statusCode).toBe(200);
  });

  test('a purchase of stock above what an item can hold is refused and changes nothing', async () => {
    const path = await offer(0n);
    await db.run(sql`
      update inventory_items set stock_units = ${MAX_STOCK_UNITS - 5}
      where account_id = ${account.id}`);
    expect(await refused(path, { units: 6 })).toBe('invalid_request');
    expect((await buy(path, { units: 5 })).statusCode).toBe(200);
  });

  test('a purchase of an inactive, unknown or foreign item is refused and changes nothing', async () => {
    const path = await offer(310n, { active: false });
    await fund(1000n);
    expect(await refused(path, { units: 1 })).toBe('inventory_item_inactive');
    for (const id of [newId(), 'nothing']) {
      const code = await refused(`/gigastore/products/inventory/${id}`, { units: 1 });
      expect(code).toBe('inventory_item_not_found');
    }
    const stranger = await (await slice.newAccount()).caller();
    const answer = await stranger('POST', `${path}/stock`, { body: { units: 1 } });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'inventory_item_not_found']);
  });

  test('refusals of a purchase of stock come in the documented order', async () => {
    const inactive = await offer(310n, { active: false });
    const missing = `/gigastore/products/inventory/${newId()}`;
    const wrong = { units: 0, expectedPrice: usd(1) };
    const dear = { units: 1, expectedPrice: usd(1) };
    expect(await refused(missing, wrong)).toBe('invalid_request');
    expect(await refused(inactive, dear)).toBe('inventory_item_inactive');
    await call('PUT', inactive, { body: { active: true } });
    expect(await refused(inactive, dear)).toBe('price_mismatch');
    expect(await refused(inactive, { units: 1 })).toBe('insufficient_credits');
  });

  test('a purchase of stock by a key without the scope manage is refused and changes nothing', async () => {
    const path = await offer(310n);
    const seller = await account.caller('sell', 'refund');
    const answer = await seller('POST', `${path}/stock`, { body: { units: 1 } });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'insufficient_scope']);
    const nobody = await slice.app.inject({ method: 'POST', url: `${path}/stock` });
    expect([nobody.statusCode, nobody.json().code]).toEqual([401, 'missing_token']);
  });
});

describe('at once', () => {
  test('200 concurrent purchases against credits for 50 buy exactly 50', async () => {
    const path = await offer(310n);
    await fund(50n * 310n + 309n);

    // On a busy machine some wait too long for a connection, and simply ask again.
    const purchase = async (): Promise<Answer> => {
      const answer = await buy(path, { units: 1 });
      return answer.statusCode === 503 ? purchase() : answer;
    };
    const answers = await Promise.all(Array.from({ length: 200 }, purchase));

    const codes = answers.map((answer) => answer.json().code ?? 'sold');
    expect(codes.filter((code) => code === 'sold')).toHaveLength(50);
    expect(codes.filter((code) => code === 'insufficient_credits')).toHaveLength(150);
    expect([await amount(path), await balance()]).toEqual([50, 309n]);
  });

  test('50 concurrent requests with one key buy once, and all return the same purchase', async () => {
    const path = await offer(310n);
    await fund(100_000n);
    const purchase = () => buy(path, { units: 2 }, { 'idempotency-key': 'stock-1' });

    const answers = await Promise.all(Array.from({ length: 50 }, purchase));
    const again = await purchase();

    expect(again.headers['idempotency-replayed']).toBe('true');
    for (const answer of answers) {
      if (answer.statusCode === 200) expect(answer.body).toBe(again.body);
      else expect(answer.json().code).toBe('idempotency_key_in_progress');
    }
    expect([await amount(path), await balance()]).toEqual([2, 100_000n - 620n]);
  });

  test('concurrent purchases and changes of several items all succeed', async () => {
    const paths = [await offer(1n), await offer(2n), await offer(3n)];
    await fund(1000n);
    const round = paths.flatMap((path) => [
      buy(path, { units: 1 }),
      call('PUT', path, { body: { retailPrice: usd(5) } }),
    ]);
    const answers = await Promise.all([...round, ...paths.map((path) => buy(path, { units: 1 }))]);
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 200));
    expect(await balance()).toBe(1000n - 2n * 6n);
  });

  test('a request that was refused can be repeated with its idempotency key', async () => {
    const path = await offer(310n);
    const headers = { 'idempotency-key': 'stock-2' };
    expect((await buy(path, { units: 1 }, headers)).json().code).toBe('insufficient_credits');
    await fund(310n);
    expect((await buy(path, { units: 1 }, headers)).statusCode).toBe(200);
  });
});
