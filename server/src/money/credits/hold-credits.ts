import type { Scope } from '../../platform/db/scope.ts';
import { insufficientCredits } from './charge-credits.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import { payableOf } from './transfer.ts';

/** A hold that is not ended is released after this time of the account's clock. */
const HOLD_MS = 24 * 3_600_000;

/** Returns when a hold that is made at `now` expires. */
export function holdExpiry(now: Date): Date {
  return new Date(now.getTime() + HOLD_MS);
}

/**
 * Reserves credits, in cents, for a sale that a carrier has not settled yet; `endHold` posts or
 * voids the hold. After 24 hours it expires: it can no longer be posted, and a job releases it.
 * Returns the number of the hold. Throws `insufficient_credits` if it costs more than the account
 * can pay.
 */
export async function holdCredits(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: { amountMinor: bigint; activatedItemId?: string; description: string },
): Promise<bigint> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  const payable = payableOf(locked);
  if (input.amountMinor > payable.payableMinor) {
    throw insufficientCredits(input.amountMinor, payable);
  }
  const sides = { debit: 'credits', credit: 'sales' } as const;
  const hold = { ...input, ...sides, kind: 'pending', type: 'activation' } as const;
  const drafts = [{ ...hold, createdAt: scope.now, expiresAt: holdExpiry(scope.now) }];
  return (await postTransfers({ db: scope.db, accountId: scope.accountId }, { locked, drafts }))
    .lastSequence;
}
