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
import { readProfiles } from '../../connectivity/esims/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { applyAllDueChanges, lockPackage, readPackage, releaseUnansweredSales } from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const forcing = (shop: Shop, metatag: string) => registration(shop, { metatag });

const eventsOf = (accountId: string) =>
  db.rows<{ type: string; body: object }>(
    sql`select type, body from events where account_id = ${accountId} order by sequence`,
  );

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
    expect(await eventsOf(accountId)).toEqual([
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

  it('delivered later ends in one package.delivered event, an eSIM and a charge', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    const { sold } = await sell(shop, forcing(shop, 'sandbox:delivered_later'));
    expect(sold).toMatchObject({ status: 'pending', esimProfile: null });
    expect(await applyAllDueChanges({ db, accountId, now: new Date(Date.now() + 59_000) })).toBe(0);
    const now = new Date(Date.now() + 61_000);
    await Promise.all([1, 2, 3].map(() => applyAllDueChanges({ db, accountId, now })));

    const item = await readPackage({ db, accountId }, sold.activatedItem.uid);
    expect(item).toMatchObject({ state: 'ACTIVE', holdSequence: null });
    expect((item.activatedAt?.getTime() ?? 0) - item.soldAt.getTime()).toBe(60_000);
    const profiles = await readProfiles(db, { accountId, customerIds: [sold.customer.uid] });
    expect(profiles).toMatchObject([{ id: item.esimProfileId, state: 'RELEASED' }]);
    expect(await readCredits({ db, accountId })).toMatchObject({
      postedMinor: 100_000n - WHOLESALE_MINOR,
      heldMinor: 0n,
    });
    const ids = { uid: sold.customer.uid, activatedItem: item.id };
    const expiresAt = item.expiresAt?.toISOString();
    expect(await eventsOf(accountId)).toEqual([
      {
        type: 'package.delivered',
        body: {
          ...ids,
          name: item.name,
          metatag: 'sandbox:delivered_later',
          iccid: profiles[0]?.iccid,
          expiresAt,
        },
      },
      {
        type: 'package.activated',
        body: { ...ids, activatedAt: item.activatedAt?.toISOString(), expiresAt },
      },
    ]);
  });

  it('delivered later tops an eSIM up, and lets a package wait for its first use', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    const first = (await sell(shop, registration(shop))).sold;
    const customerUid = first.customer.uid;
    const { sold } = await sell(shop, {
      ...forcing(shop, 'sandbox:delivered_later'),
      kind: 'top_up',
      customerUid,
      activationMode: 'FIRST_USE',
    });
    // However far the clock moves, the sale is delivered when it was due.
    await applyAllDueChanges({ db, accountId, now: new Date(Date.now() + 3_600_000) });
    const item = await readPackage({ db, accountId }, sold.activatedItem.uid);
    expect(item).toMatchObject({ state: 'WAITING', esimProfileId: null, activatedAt: null });
    expect(await readProfiles(db, { accountId, customerIds: [customerUid] })).toHaveLength(1);
    const delivered = (await eventsOf(accountId)).find(({ type }) => type === 'package.delivered');
    expect(delivered?.body).toMatchObject({ activatedItem: item.id, iccid: null });
  });
});
