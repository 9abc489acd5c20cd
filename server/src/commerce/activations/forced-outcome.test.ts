import { describe, expect, it } from 'vitest';
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
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { applyAllDueChanges, lockPackage, readPackage, releaseUnansweredSales } from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const forcing = (shop: Shop, metatag: string) => registration(shop, { metatag });

describe('a metatag in the sandbox', () => {
  it.each([
    ['sandbox:out_of_stock', 'out_of_stock'],
    ['sandbox:supplier_error', 'supplier_unavailable'],
  ])('%s is refused %s, and nothing is charged', async (metatag, code) => {
    const shop = await openShop(db);
    expect((await sell(shop, forcing(shop, metatag))).refused).toBe(code);
    const poor = await openShop(db, 0n);
    expect((await sell(poor, forcing(poor, metatag))).refused).toBe('insufficient_credits');
    expect((await readCredits({ db, accountId: shop.ctx.accountId })).availableMinor).toBe(
      100_000n,
    );
  });

  it('is a metatag like any other on a live account', async () => {
    const shop = await openShop(db);
    const live = { ...shop, ctx: { ...shop.ctx, mode: 'live' as const } };
    const { sold } = await sell(shop, forcing(live, 'sandbox:out_of_stock'));
    expect(sold.activatedItem.metatag).toBe('sandbox:out_of_stock');
  });

  it('with an unknown outcome holds the credits until the failure is found out', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    await sell(shop, registration(shop));
    const asked = forcing(shop, 'sandbox:unknown_outcome');
    const { sold } = await sell(shop, asked, 'order-8');
    expect(sold).toMatchObject({
      status: 'pending',
      esimProfile: null,
      activatedItem: { state: 'PENDING', refundable: false, refundableReason: 'invalid_state' },
    });
    const replay = await sell(shop, asked, 'order-8');
    expect([replay.isReplay, replay.sold]).toEqual([true, sold]);
    expect(await readCredits({ db, accountId })).toMatchObject({
      postedMinor: 100_000n - WHOLESALE_MINOR,
      heldMinor: WHOLESALE_MINOR,
      availableMinor: 100_000n - 2n * WHOLESALE_MINOR,
    });

    const failed = await db.transaction(async (tx) => {
      const item = await lockPackage({ ...shop.ctx, db: tx }, sold.activatedItem.uid);
      await releaseUnansweredSales({ ...shop.ctx, db: tx }, [item]);
      return lockPackage({ ...shop.ctx, db: tx }, item.id);
    });
    expect(failed).toMatchObject({ state: 'FAILED', holdSequence: null });
    expect((await readCredits({ db, accountId })).heldMinor).toBe(0n);
  });

  it('with an unknown outcome ends in one package.failed event', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    const { sold } = await sell(shop, forcing(shop, 'sandbox:unknown_outcome'));
    const later = new Date(Date.now() + 600_000);
    await applyAllDueChanges({ db, accountId, now: later });
    await applyAllDueChanges({ db, accountId, now: later });

    const item = await readPackage({ db, accountId }, sold.activatedItem.uid);
    expect(item).toMatchObject({ state: 'FAILED', holdSequence: null });
    const events = await db.rows<{ type: string; body: object }>(
      sql`select type, body from events where account_id = ${accountId} order by sequence`,
    );
    expect(events).toEqual([
      {
        type: 'package.failed',
        body: {
          uid: sold.customer.uid,
          activatedItem: sold.activatedItem.uid,
          name: sold.activatedItem.balance.name,
          metatag: 'sandbox:unknown_outcome',
          reason: 'supplier_unavailable',
          amount: { sortIndex: 0, priceValue: 2, currencyCode: 'USD' },
        },
      },
    ]);
  });
});
