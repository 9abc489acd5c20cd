import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  countRows,
  loadPlans,
  openShop,
  registration,
  type Shop,
  sell,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { previewRefund, refundPackage } from './index.ts';

const AT_ONCE = 50;

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

async function sellOne(shop: Shop): Promise<string> {
  return (await sell(shop, registration(shop))).sold.activatedItem.uid;
}

/** `refunded`, or the refusal's code. */
async function refund(shop: Shop, uid: string): Promise<string> {
  const input = { uid, carriers: shop.carriers };
  try {
    await db.transaction((tx) => refundPackage({ ...shop.ctx, db: tx }, input));
    return 'refunded';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const credits = async (shop: Shop) =>
  (await readCredits({ db, accountId: shop.ctx.accountId })).postedMinor;

describe('a refund', () => {
  it('of one package, asked fifty times at once, returns its price once', async () => {
    const shop = await openShop(db);
    const uid = await sellOne(shop);
    const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, () => refund(shop, uid)));
    expect(outcomes.filter((outcome) => outcome === 'refunded')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['refunded', 'already_refunded']));
    expect(await credits(shop)).toBe(100_000n);
    expect(await countRows(shop, 'esim_profiles')).toBe(1);
  });

  it('counts against the month, however many are asked at once', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    await db.run(sql`update accounts set refund_limit_per_month = 3 where id = ${accountId}`);
    const uids: string[] = [];
    for (let count = 0; count < 6; count += 1) uids.push(await sellOne(shop));
    shop.ctx = { ...shop.ctx, refundLimitPerMonth: 3 };
    const outcomes = await Promise.all(uids.map((uid) => refund(shop, uid)));
    expect(outcomes.filter((outcome) => outcome === 'refunded')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'refund_limit_reached')).toHaveLength(3);
    expect(await credits(shop)).toBe(100_000n - 3n * WHOLESALE_MINOR);

    const left = uids[outcomes.indexOf('refund_limit_reached')] as string;
    expect(await previewRefund({ ...shop.ctx, db }, left)).toMatchObject({
      refundable: false,
      code: 'refund_limit_reached',
      refundsLeftThisMonth: 0,
    });
    const nextMonth = new Date(shop.ctx.now.getTime() + 32 * 86_400_000);
    const later = { ...shop, ctx: { ...shop.ctx, now: nextMonth } };
    expect(await refund(later, left)).toBe('not_refundable_expired');
  });

  it('is refused once a byte was used, and for unknown packages or of others', async () => {
    const [shop, other] = [await openShop(db), await openShop(db)];
    const uid = await sellOne(shop);
    await db.run(sql`
      update activated_items set used_bytes = 1
      where account_id = ${shop.ctx.accountId} and id = ${uid}`);
    expect(await refund(shop, uid)).toBe('not_refundable_used');
    expect(await refund(other, uid)).toBe('activated_item_not_found');
    expect(await refund(shop, 'no-such-thing')).toBe('activated_item_not_found');
    expect(await credits(shop)).toBe(100_000n - WHOLESALE_MINOR);
  });
});
