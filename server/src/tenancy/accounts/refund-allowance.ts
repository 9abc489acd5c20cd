import type { Context } from '../../kernel/context.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { insertRefund, selectRefunds } from './refund-store.ts';

type Asking = Pick<Context, 'accountId' | 'now' | 'refundLimitPerMonth'>;

/** How many refunds the account may still make this calendar month (UTC, on its own clock). */
export async function readRefundsLeft(db: Queryable, ctx: Asking): Promise<number> {
  const made = await selectRefunds(db, ctx.accountId, utcMonth(ctx.now));
  return Math.max(ctx.refundLimitPerMonth - made, 0);
}

/** Counts one refund against the month's limit; false, and nothing counted, when none is left. */
export function countRefund(tx: Tx, ctx: Asking): Promise<boolean> {
  return insertRefund(tx, ctx.accountId, utcMonth(ctx.now));
}

/** The first day of the month, `2026-04-01`. */
function utcMonth(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01`;
}
