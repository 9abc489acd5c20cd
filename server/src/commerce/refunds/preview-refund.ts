import type { Context } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { loadActivatedItem, refusalToRefund, standsAt } from '../activations/index.ts';

/** What a refund would do now: whether it is possible, why not, and the credits it would return. */
export async function previewRefund(db: Queryable, ctx: Context, uid: string) {
  const item = await loadActivatedItem(db, ctx, uid);
  const refundsLeftThisMonth = await readRefundsLeft(db, ctx);
  const code = refusalToRefund(standsAt(item, ctx.now), refundsLeftThisMonth);
  const amount = toPrice(code === null ? item.purchasePriceMinor : 0n);
  return { refundable: code === null, code, amount, refundsLeftThisMonth };
}
