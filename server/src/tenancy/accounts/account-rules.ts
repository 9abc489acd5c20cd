import type { Context } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { updateRefundLimit, updateSuspension, updateUserLocation } from './store.ts';

// The operator's settings of one account. Each refuses `invalid_request`. They rule every process
// within the life of an access cache entry, and this one once the cache forgets the account.

export const MAX_REFUND_LIMIT = 1_000_000;

/** From now on the account can only read. */
export async function suspendAccount(
  tx: Tx,
  ctx: Pick<Context, 'accountId' | 'now'>,
): Promise<void> {
  await requireChange(ctx, (accountId) => updateSuspension(tx, accountId, ctx.now));
}

/** Ends a suspension, or changes nothing when there is none. */
export async function resumeAccount(tx: Tx, ctx: Pick<Context, 'accountId'>): Promise<void> {
  await requireChange(ctx, (accountId) => updateSuspension(tx, accountId, null));
}

/** How many packages the account may give back in a calendar month. */
export async function setRefundLimit(
  tx: Tx,
  ctx: Pick<Context, 'accountId'>,
  { refundLimitPerMonth: limit }: { refundLimitPerMonth: number },
): Promise<void> {
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_REFUND_LIMIT) {
    throw invalid('/refundLimitPerMonth', `must be a whole number from 0 to ${MAX_REFUND_LIMIT}`);
  }
  await requireChange(ctx, (accountId) => updateRefundLimit(tx, accountId, limit));
}

/** Whether each sale must name the traveller's `userIp` and `userCountry`. */
export async function requireUserLocation(
  tx: Tx,
  ctx: Pick<Context, 'accountId'>,
  { isRequired }: { isRequired: boolean },
): Promise<void> {
  await requireChange(ctx, (accountId) => updateUserLocation(tx, accountId, isRequired));
}

async function requireChange(
  { accountId }: Pick<Context, 'accountId'>,
  change: (accountId: string) => Promise<boolean>,
): Promise<void> {
  if (isUuid(accountId) && (await change(accountId))) return;
  throw invalid('/account', 'names no account');
}
