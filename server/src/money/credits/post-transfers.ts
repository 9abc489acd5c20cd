import type { Tx } from '../../platform/db/database.ts';
import { tellCrossings } from './credit-marks.ts';
import { insertTransfers, selectCreditsForUpdate } from './store.ts';
import { balancesAfter, type LockedCredits, type TransferDraft } from './transfer.ts';

/**
 * Locks the account's books until the transaction ends and says what they hold, in cents.
 * Every change of the books starts here.
 */
export async function lockCredits(tx: Tx, accountId: string): Promise<LockedCredits> {
  const locked = await selectCreditsForUpdate(tx, accountId);
  if (!locked) throw new Error(`account ${accountId} has no ledger`);
  return locked;
}

/**
 * Writes the transfers in order, under the lock of `lockCredits`, and moves the totals with them.
 * Gives the books as they stand then. Callers refuse before; a draft that would take the credits
 * below zero is their defect and fails the transaction. Falling below a mark queues its job.
 */
export async function postTransfers(
  tx: Tx,
  accountId: string,
  { locked, drafts }: { locked: LockedCredits; drafts: readonly TransferDraft[] },
): Promise<LockedCredits> {
  if (drafts.length === 0) return locked;
  const after = booksAfter(locked, drafts);
  const [inserted] = await Promise.all([
    insertTransfers(tx, accountId, { locked, drafts }),
    tellCrossings(tx, accountId, { before: locked, after }),
  ]);
  if (inserted !== drafts.length) throw new Error(`account ${accountId} lacks a ledger account`);
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
