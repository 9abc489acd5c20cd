import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import { type LockedCredits, type Payable, payableOf, spendable } from './transfer.ts';

/**
 * Charges a purchase other than a sale, in cents; zero charges nothing. Throws
 * `insufficient_credits` if it costs more than the account can pay; an adjustment takes available
 * credits only, whatever the credit limit.
 */
export async function chargeCredits(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: { amountMinor: bigint; type: 'stock_purchase' | 'adjustment'; description: string },
): Promise<LockedCredits> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  if (input.amountMinor === 0n) return locked;
  const isAdjustment = input.type === 'adjustment';
  const payable = isAdjustment
    ? { ...payableOf(locked), payableMinor: spendable(locked), limitMinor: 0n }
    : payableOf(locked);
  if (input.amountMinor > payable.payableMinor) {
    throw insufficientCredits(input.amountMinor, payable);
  }

  const credit = isAdjustment ? 'adjustments' : 'sales';
  return postTransfers(
    { db: scope.db, accountId: scope.accountId },
    {
      locked,
      drafts: [{ ...input, kind: 'posted', debit: 'credits', credit, createdAt: scope.now }],
    },
  );
}

/** Returns the refusal of a price above what the account can pay, in cents. */
export function insufficientCredits(
  priceMinor: bigint,
  { payableMinor, limitMinor, topUpPending }: Payable,
): Refusal {
  const price = formatAmount(priceMinor);
  const balance = formatAmount(payableMinor - limitMinor);
  const limit = limitMinor > 0n ? ` and the credit limit ${formatAmount(limitMinor)}` : '';
  return new Refusal(
    'insufficient_credits',
    `This costs ${price}; the balance is ${balance}${limit}.`,
    topUpPending ? { members: { autoTopUpPending: true } } : {},
  );
}
