import type { Scope } from '../../platform/db/scope.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import type { LockedCredits, TransferType } from './transfer.ts';

export type AddedCredits = {
  amountMinor: bigint;
  type: Extract<TransferType, 'credit_purchase' | 'auto_top_up' | 'sandbox_credit' | 'adjustment'>;
  description: string;
  purchaseId?: string;
};

/** Adds credits, in cents and above zero, and returns the account's credits afterwards. */
export async function addCredits(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: AddedCredits,
): Promise<LockedCredits> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  const debit = input.type === 'adjustment' ? 'adjustments' : 'funding';
  return postTransfers(
    { db: scope.db, accountId: scope.accountId },
    {
      locked,
      drafts: [{ ...input, kind: 'posted', debit, credit: 'credits', createdAt: scope.now }],
    },
  );
}
