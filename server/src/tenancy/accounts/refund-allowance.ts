import type { Context } from '../../kernel/context.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { insertRefund, selectRefunds } from './refund-store.ts';

type Asking = Pick<Context, 'accountId' | 'now' | 'refundLimitPerMonth'>;

/**
 * Returns how many refunds the account may still make this calendar month (UTC, on its own clock).
 */
export async function readRefundsLeft(scope: Pick<ReadScope, 'db'> & Asking): Promise<number> {
  const made = await selectRefunds(scope.db, scope.accountId, utcMonth(scope.now));
  return Math.max(scope.refundLimitPerMonth - made, 0);
}

/** Counts one refund against the month's limit; false, and nothing counted, when none is left. */
export function countRefund(scope: Pick<Scope, 'db'> & Asking): Promise<boolean> {
  return insertRefund(scope.db, scope.accountId, utcMonth(scope.now));
}

/** Returns the first day of the month, `2026-04-01`. */
function utcMonth(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01`;
}
