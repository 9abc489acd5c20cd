import type { Scope } from '../../platform/db/scope.ts';
import { enqueueThresholdJobs } from './credit-marks.ts';
import { insertTransfers, selectCreditsForUpdate } from './store.ts';
import { balancesAfter, type LockedCredits, type TransferDraft } from './transfer.ts';

/**
 * Locks the account's books until the transaction ends and says what they hold, in cents.
 * Every change of the books starts here.
 */
export async function lockCredits(scope: Pick<Scope, 'db' | 'accountId'>): Promise<LockedCredits> {
  const locked = await selectCreditsForUpdate(scope.db, scope.accountId);
  if (!locked) throw new Error(`account ${scope.accountId} has no ledger`);
  return locked;
}

/**
 * Writes the transfers in order, under the lock of `lockCredits`, and moves the totals with them.
 * Gives the books as they stand then. Callers refuse before; a draft that would take the credits
 * below zero is their defect and fails the transaction. Falling below a mark queues its job.
 */
export async function postTransfers(
  scope: Pick<Scope, 'db' | 'accountId'>,
  { locked, drafts }: { locked: LockedCredits; drafts: readonly TransferDraft[] },
): Promise<LockedCredits> {
  if (drafts.length === 0) return locked;
  const after = booksAfter(locked, drafts);
  const [inserted] = await Promise.all([
    insertTransfers(scope.db, scope.accountId, { locked, drafts }),
    enqueueThresholdJobs(scope, { before: locked, after }),
  ]);
  if (inserted !== drafts.length)
    throw new Error(`account ${scope.accountId} lacks a ledger account`);
  return after;
}

function booksAfter(locked: LockedCredits, drafts: readonly TransferDraft[]): LockedCredits {
  return {
    ...locked,
    postedMinor: balancesAfter(locked.postedMinor, drafts).at(-1) ?? locked.postedMinor,
    heldMinor: locked.heldMinor + drafts.reduce((sum, draft) => sum + held(draft), 0n),
    lastSequence: locked.lastSequence + BigInt(drafts.length),
  };
}

function held(draft: TransferDraft): bigint {
  if (draft.debit !== 'credits' || draft.kind === 'posted') return 0n;
  return draft.kind === 'pending' ? draft.amountMinor : -draft.amountMinor;
}
