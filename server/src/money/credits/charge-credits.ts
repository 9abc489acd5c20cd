import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import { type LockedCredits, spendable } from './transfer.ts';

/**
 * Charges a purchase other than a sale, in cents; zero charges nothing.
 * Refuses `insufficient_credits` when the spendable credits are lower.
 */
export async function chargeCredits(
  tx: Tx,
  ctx: { accountId: string; now: Date },
  input: { amountMinor: bigint; type: 'stock_purchase' | 'adjustment'; description: string },
): Promise<LockedCredits> {
  const locked = await lockCredits(tx, ctx.accountId);
  if (input.amountMinor > spendable(locked)) {
    throw insufficientCredits(input.amountMinor, {
      spendableMinor: spendable(locked),
      topUpPending: locked.topUpPending,
    });
  }
  if (input.amountMinor === 0n) return locked;

  const credit = input.type === 'adjustment' ? 'adjustments' : 'sales';
  return postTransfers(tx, ctx.accountId, {
    locked,
    drafts: [{ ...input, kind: 'posted', debit: 'credits', credit, createdAt: ctx.now }],
  });
}

/** The refusal for a price above what is left, both in cents; says whether a top-up is coming. */
export function insufficientCredits(
  priceMinor: bigint,
  left: { spendableMinor: bigint; topUpPending: boolean },
): Refusal {
  const price = formatAmount(priceMinor);
  const balance = formatAmount(left.spendableMinor);
  return new Refusal(
    'insufficient_credits',
    `This costs ${price}; the balance is ${balance}.`,
    left.topUpPending ? { members: { autoTopUpPending: true } } : {},
  );
}
