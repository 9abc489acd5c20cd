import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  countRows,
  loadPlans,
  openCounter,
  openShop,
  registration,
  type Shop,
  sell,
  sellTogether,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { lockEventLogs } from '../../messaging/events/index.ts';
import { addCredits, lockCredits, readCredits } from '../../money/credits/index.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { lockStock } from '../inventory/index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

/** Shops of accounts of their own, all of which sell through one lane. */
async function openStreet(count: number, creditsMinor = 100_000n): Promise<Shop[]> {
  const counter = openCounter(db);
  const shops: Shop[] = [];
  for (let opened = 0; opened < count; opened += 1) {
    shops.push({ ...(await openShop(db, creditsMinor)), ...counter });
  }
  return shops;
}

const balance = async ({ ctx }: Shop) =>
  (await readCredits({ db, accountId: ctx.accountId })).postedMinor;

/** Runs `work` while another transaction holds what `lock` locks. */
async function whileLocked(lock: (tx: Tx) => Promise<unknown>, work: () => Promise<void>) {
  await db.transaction(async (tx) => {
    await lock(tx);
    await work();
  });
}

describe('a batch of several accounts', () => {
  it('accepts and refuses each request by its own account, in order', async () => {
    const [rich, stocked] = (await openStreet(2)) as [Shop, Shop];
    const poor = await openShop(db, WHOLESALE_MINOR);
    await db.run(sql`
      update inventory_items set stock_units = 1
      where account_id = ${stocked.ctx.accountId} and id = ${stocked.items.europe}`);
    const europe = { inventoryItemId: stocked.items.europe };
    const theirs = { inventoryItemId: rich.items.worldwide };
    const statuses = await sellTogether(rich, [
      registration(poor),
      registration(stocked, europe),
      registration(poor),
      registration(rich, { inventoryItemId: newId() }),
      registration(rich),
      registration(poor, theirs),
      registration(stocked, europe),
      registration(rich),
    ]);
    expect(statuses).toEqual([
      'PURCHASED',
      'ACTIVATED',
      'insufficient_credits',
      'inventory_item_not_found',
      'PURCHASED',
      'inventory_item_not_found',
      'PURCHASED',
      'PURCHASED',
    ]);
    expect(await Promise.all([poor, rich, stocked].map(balance))).toEqual([
      0n,
      100_000n - 2n * WHOLESALE_MINOR,
      100_000n - WHOLESALE_MINOR,
    ]);
  });

  it('keeps one idempotency key of two accounts apart, and repeats each answer', async () => {
    const shops = await openStreet(2);
    const ask = () => Promise.all(shops.map((shop) => sell(shop, registration(shop), 'order-1')));
    const [first, second] = [await ask(), await ask()];
    expect(first.map(({ isReplay }) => isReplay)).toEqual([false, false]);
    expect(second.map(({ isReplay }) => isReplay)).toEqual([true, true]);
    expect(second.map(({ body }) => body)).toEqual(first.map(({ body }) => body));
    expect(await Promise.all(shops.map((shop) => countRows(shop, 'activated_items')))).toEqual([
      1, 1,
    ]);
  });

  it('of 40 accounts in two processes sells what the credits are for, and no more', async () => {
    const shops = await openStreet(40, 10n * WHOLESALE_MINOR);
    const other = openCounter(db);
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, (_, n) => {
        const shop = shops[n % 40] as Shop;
        return sell(n % 3 === 0 ? { ...shop, ...other } : shop, registration(shop));
      }),
    );
    expect(outcomes.filter(({ sold }) => sold)).toHaveLength(400);
    const refused = outcomes.flatMap(({ refused }) => refused ?? []);
    expect(new Set(refused)).toEqual(new Set(['insufficient_credits']));
    expect(new Set(await Promise.all(shops.map(balance)))).toEqual(new Set([0n]));
  });
});

describe('an account that another transaction holds', () => {
  it.each([
    ['the credits', (tx: Tx, { ctx }: Shop) => lockCredits({ db: tx, accountId: ctx.accountId })],
    [
      'the log of events',
      (tx: Tx, { ctx }: Shop) => lockEventLogs(tx, [ctx.accountId], { skipLocked: false }),
    ],
    [
      'the prepaid stock',
      (tx: Tx, { ctx, items }: Shop) =>
        lockStock(tx, [{ accountId: ctx.accountId, id: items.worldwide }], { skipLocked: false }),
    ],
  ] as const)('by %s sells when it is free again, and holds up nobody', async (_, lock) => {
    const [held, ...others] = (await openStreet(6)) as [Shop, ...Shop[]];
    await db.run(sql`
      update inventory_items set stock_units = 1
      where account_id = ${held.ctx.accountId} and id = ${held.items.worldwide}`);
    let waiting: ReturnType<typeof sell> | undefined;
    await whileLocked(
      (tx) => lock(tx, held),
      async () => {
        waiting = sell(held, registration(held));
        const answers = others.flatMap((shop) =>
          Array.from({ length: 5 }, () => sell(shop, registration(shop))),
        );
        const sold = (await Promise.all(answers)).filter((answer) => answer.sold);
        expect(sold).toHaveLength(25);
        expect(await countRows(held, 'activated_items')).toBe(0);
      },
    );
    expect((await waiting)?.sold.status).toBe('success');
  });

  it('sees the credits that an adjustment added while it waited', async () => {
    const [shop] = (await openStreet(1, 0n)) as [Shop];
    await db.transaction((tx) =>
      addCredits(
        { ...shop.ctx, db: tx },
        { amountMinor: WHOLESALE_MINOR, type: 'adjustment', description: 'First' },
      ),
    );
    let waiting: ReturnType<typeof sell>[] = [];
    await whileLocked(
      (tx) =>
        addCredits(
          { ...shop.ctx, db: tx },
          { amountMinor: WHOLESALE_MINOR, type: 'adjustment', description: 'Second' },
        ),
      async () => {
        waiting = [sell(shop, registration(shop), 'one')];
        const other = await openShop(db);
        expect((await sell({ ...other, lane: shop.lane }, registration(other))).sold).toBeDefined();
      },
    );
    waiting.push(sell(shop, registration(shop), 'two'));
    expect((await Promise.all(waiting)).every(({ sold }) => sold)).toBe(true);
    expect(await balance(shop)).toBe(0n);
  });
});

describe('an account that cannot be sold for', () => {
  it('fails alone: the others of its batch are sold', async () => {
    const [broken, ...others] = (await openStreet(4)) as [Shop, ...Shop[]];
    const { accountId } = broken.ctx;
    // The number of its next event is one that the table refuses.
    await db.run(sql`
      update event_sequences set last_sequence = -10 where account_id = ${accountId}`);
    const asks = [broken, ...others, broken, ...others].map((shop) =>
      sell(shop, registration(shop)),
    );
    const outcomes = await Promise.allSettled(asks);
    const failed = outcomes.map(({ status }) => status === 'rejected');
    expect(failed).toEqual([true, false, false, false, true, false, false, false]);
    expect(await countRows(broken, 'activated_items')).toBe(0);
    expect(await balance(broken)).toBe(100_000n);
    await db.run(sql`
      update event_sequences set last_sequence = 0 where account_id = ${accountId}`);
    expect((await sell(broken, registration(broken))).sold).toBeDefined();
  });
});
