import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import { type LockedCredits, spendable } from './transfer.ts';

/**
 * Charges a purchase other than a sale, in cents; zero charges nothing.
 * Throws `insufficient_credits` if fewer credits are available.
 */
export async function chargeCredits(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: { amountMinor: bigint; type: 'stock_purchase' | 'adjustment'; description: string },
): Promise<LockedCredits> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  if (input.amountMinor > spendable(locked)) {
    throw insufficientCredits(input.amountMinor, {
      spendableMinor: spendable(locked),
      topUpPending: locked.topUpPending,
    });
  }
  if (input.amountMinor === 0n) return locked;

  const credit = input.type === 'adjustment' ? 'adjustments' : 'sales';
  return postTransfers(
    { db: scope.db, accountId: scope.accountId },
    {
      locked,
      drafts: [{ ...input, kind: 'posted', debit: 'credits', credit, createdAt: scope.now }],
    },
  );
}

/** Returns the refusal of a price above the available credits, both in cents. */
export function insufficientCredits(
  priceMinor: bigint,
  credits: { spendableMinor: bigint; topUpPending: boolean },
): Refusal {
  const price = formatAmount(priceMinor);
  const balance = formatAmount(credits.spendableMinor);
  return new Refusal(
    'insufficient_credits',
    `This costs ${price}; the balance is ${balance}.`,
    credits.topUpPending ? { members: { autoTopUpPending: true } } : {},
  );
}
