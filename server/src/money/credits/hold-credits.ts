import type { Tx } from '../../platform/db/database.ts';
import { insufficientCredits } from './charge-credits.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import { spendable } from './transfer.ts';

/**
 * Reserves credits, in cents, for a sale that a carrier has not settled yet; `endHold` posts or
 * voids it. Gives the number under which it is held. Refuses `insufficient_credits`.
 */
export async function holdCredits(
  tx: Tx,
  ctx: { accountId: string; now: Date },
  input: { amountMinor: bigint; activatedItemId?: string; description: string },
): Promise<bigint> {
  const locked = await lockCredits(tx, ctx.accountId);
  if (input.amountMinor > spendable(locked)) {
    throw insufficientCredits(input.amountMinor, {
      spendableMinor: spendable(locked),
      topUpPending: locked.topUpPending,
    });
  }
  const sides = { debit: 'credits', credit: 'sales' } as const;
  const hold = { ...input, ...sides, kind: 'pending', type: 'activation' } as const;
  const drafts = [{ ...hold, createdAt: ctx.now }];
  return (await postTransfers(tx, ctx.accountId, { locked, drafts })).lastSequence;
}
