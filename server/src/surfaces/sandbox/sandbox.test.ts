import { describe, expect, it } from 'vitest';
import { IS_CITUS } from '../../../test/support/citus.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  loadPlans,
  openShop,
  registration,
  type Shop,
  sell,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { lockPackage } from '../../commerce/activations/index.ts';
import { useData } from '../../commerce/usage/index.ts';
import { changeProfileState } from '../../connectivity/esims/index.ts';
import { addCredits, readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { addSandboxCredits } from './add-sandbox-credits.ts';
import { moveClock } from './move-clock.ts';
import { resetSandbox } from './reset-sandbox.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

async function advance(shop: Shop, by: string): Promise<Date> {
  const now = await db.transaction((tx) =>
    moveClock({ ...shop.ctx, db: tx }, { move: { advance: by }, realNow: new Date() }),
  );
  shop.ctx = { ...shop.ctx, now };
  return now;
}

const stateOf = (shop: Shop, uid: string) =>
  db.transaction(async (tx) => (await lockPackage({ ...shop.ctx, db: tx }, uid)).state);

async function factsOf(shop: Shop): Promise<string[]> {
  const rows = await db.rows<{ type: string }>(sql`
    select type from events where account_id = ${shop.ctx.accountId} order by sequence`);
  return rows.map(({ type }) => type);
}

describe('the clock of a sandbox', () => {
  it('lets everything happen that falls due on the way, each at its own moment', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop, { activationMode: 'ON_DEMAND' }));
    const { uid } = sold.activatedItem;
    await advance(shop, 'P89D');
    expect(await stateOf(shop, uid)).toBe('WAITING');
    await advance(shop, 'P31D');
    expect(await stateOf(shop, uid)).toBe('EXPIRED');
    expect(await factsOf(shop)).toEqual([
      'package.purchased',
      'package.activated',
      'package.expiring',
      'package.expired',
    ]);
  });

  it('ends a sale of unknown outcome ten minutes later, and gives the credits back', async () => {
    const shop = await openShop(db);
    const unknown = registration(shop, { metatag: 'sandbox:unknown_outcome' });
    const { sold } = await sell(shop, unknown);
    await advance(shop, 'PT9M');
    expect(await stateOf(shop, sold.activatedItem.uid)).toBe('PENDING');
    await advance(shop, 'PT1M');
    expect(await stateOf(shop, sold.activatedItem.uid)).toBe('FAILED');
    expect(await readCredits({ db, accountId: shop.ctx.accountId })).toMatchObject({
      heldMinor: 0n,
      availableMinor: 100_000n,
    });
  });

  it.each([
    [{}, '/advance'],
    [{ advance: 'P1D', now: '2099-01-01T00:00:00Z' }, '/advance'],
    [{ advance: 'P1M' }, '/advance'],
    [{ advance: 'P99999D' }, '/advance'],
    [{ now: '2001-01-01T00:00:00Z' }, '/now'],
    [{ now: '2999-01-01T00:00:00Z' }, '/now'],
  ])('refuses %j', async (move, path) => {
    const shop = await openShop(db);
    const moving = db.transaction((tx) =>
      moveClock({ ...shop.ctx, db: tx }, { move, realNow: new Date() }),
    );
    await expect(moving).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });
});

describe('a reset', () => {
  it('makes the account what it was on its first day, and its new sales add up', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    await db.run(sql`
      update accounts set opening_credits_minor = 5000 where id = ${accountId}`);
    const { sold } = await sell(shop, registration(shop), 'order-1');
    const { iccid } = sold.esimProfile;
    await db.transaction((tx) =>
      changeProfileState({ ...shop.ctx, db: tx }, { iccid, action: 'install' }),
    );
    await db.transaction((tx) =>
      useData({ ...shop.ctx, db: tx }, { iccid, bytes: 1_000, country: 'AT' }),
    );
    await sell(shop, registration(shop, { metatag: 'sandbox:unknown_outcome' }));
    await db.run(sql`
      update inventory_items set stock_units = 3, name = 'Renamed', active = false
      where account_id = ${accountId}`);
    await advance(shop, 'P40D');

    await db.transaction((tx) => resetSandbox({ ...shop.ctx, db: tx }, new Date()));
    expect((await readCredits({ db, accountId })).availableMinor).toBe(5_000n);
    expect(await factsOf(shop)).toEqual([]);
    const left = await db.row<{ count: bigint; clock: bigint; renamed: bigint }>(sql`
      select (select count(*) from customers where account_id = ${accountId}) as count,
        (select clock_offset_ms from accounts where id = ${accountId}) as clock,
        (select count(*) from inventory_items where account_id = ${accountId}
          and (name = 'Renamed' or stock_units > 0 or not active)) as renamed`);
    expect(left).toEqual({ count: 0n, clock: 0n, renamed: 0n });
    const again = await sell(shop, registration(shop), 'order-1');
    expect(again.isReplay).toBe(false);
    expect((await readCredits({ db, accountId })).postedMinor).toBe(5_000n - WHOLESALE_MINOR);
  });

  // A distributed table has no trigger that refuses it for the owner.
  it.skipIf(IS_CITUS)(
    'is impossible on a live account, in the verb and in the database',
    async () => {
      const shop = await openShop(db);
      const live = await db.row<{ id: string }>(sql`
      select id from accounts
      where organization_id = ${shop.ctx.organizationId} and mode = 'live'`);
      const ctx = { ...shop.ctx, accountId: live?.id as string };
      const reset = db.transaction((tx) => resetSandbox({ ...ctx, db: tx }, new Date()));
      await expect(reset).rejects.toMatchObject({ code: 'sandbox_only' });

      const credits = { amountMinor: 5n, type: 'credit_purchase', description: 'Paid' } as const;
      await db.transaction((tx) => addCredits({ ...ctx, db: tx }, credits));
      const wipe = db.transaction(async (tx) => {
        await tx.run(sql`select set_config('gigastore.resets_sandbox', ${ctx.accountId}, true)`);
        await tx.run(sql`delete from transfers where account_id = ${ctx.accountId}`);
      });
      await expect(wipe).rejects.toThrow('append-only');
    },
  );
});

describe('sandbox credits', () => {
  it('send the event of a purchase, with the origin and the new balance', async () => {
    const shop = await openShop(db);
    await db.transaction((tx) =>
      addSandboxCredits({ ...shop.ctx, db: tx }, { priceValue: 12.5, currencyCode: 'USD' }),
    );
    const usd = (priceValue: number) => expect.objectContaining({ priceValue });
    const events = await db.rows(sql`
      select type, body from events where account_id = ${shop.ctx.accountId}`);
    const body = { origin: 'sandbox_credit', amount: usd(12.5), balance: usd(1012.5) };
    expect(events).toEqual([{ type: 'credits.added', body: { ...body, available: usd(1012.5) } }]);
  });

  it('are added, and refused in another currency or of no amount', async () => {
    const shop = await openShop(db);
    const add = (amount: { priceValue: number; currencyCode: string }) =>
      db.transaction((tx) => addSandboxCredits({ ...shop.ctx, db: tx }, amount));
    expect(await add({ priceValue: 12.5, currencyCode: 'USD' })).toMatchObject({
      available: { priceValue: 1012.5 },
    });
    for (const amount of [
      { priceValue: 1, currencyCode: 'EUR' },
      { priceValue: 0, currencyCode: 'USD' },
    ]) {
      await expect(add(amount)).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });
});
