import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { enqueueThresholdJobs } from './credit-marks.ts';
import { deleteHolds, insertHolds } from './hold-store.ts';
import { insertTransfers, numberDrafts, type Posting, selectCreditsForUpdate } from './store.ts';
import { balancesAfter, type LockedCredits, type TransferDraft } from './transfer.ts';

/**
 * Locks the account's ledger until the transaction ends and returns its credits, in cents. Every
 * change of a ledger starts here or with `lockAllCredits`.
 */
export async function lockCredits(scope: Pick<Scope, 'db' | 'accountId'>): Promise<LockedCredits> {
  const locked = await lockAllCredits(scope.db, [scope.accountId], { skipLocked: false });
  return locked.get(scope.accountId) as LockedCredits;
}

/**
 * Locks the ledgers of several accounts, in the order of their ids, and returns their credits by
 * account. With `skipLocked` the ledgers that another transaction holds are left out. Throws if an
 * account has no ledger.
 */
export async function lockAllCredits(
  tx: Tx,
  accountIds: readonly string[],
  options: { skipLocked: boolean },
): Promise<Map<string, LockedCredits>> {
  const rows = await selectCreditsForUpdate(tx, accountIds, options);
  const credits = new Map(rows.map((row) => [row.accountId, row]));
  const missing = accountIds.find((id) => !credits.has(id));
  if (missing && !options.skipLocked) throw new Error(`account ${missing} has no ledger`);
  return credits;
}

/**
 * Inserts the transfers in order, under the lock of `lockCredits`, and updates the totals. Returns
 * the credits afterwards. The caller has checked the balance: a draft that would take the credits
 * below zero is a defect and fails the transaction. A mark that is crossed queues its job.
 */
export async function postTransfers(
  scope: Pick<Scope, 'db' | 'accountId'>,
  { locked, drafts }: { locked: LockedCredits; drafts: readonly TransferDraft[] },
): Promise<LockedCredits> {
  await postAllTransfers(scope.db, [{ accountId: scope.accountId, locked, drafts }]);
  return creditsAfter(locked, drafts);
}

/** Does the same for the ledgers of several accounts, in one statement. */
export async function postAllTransfers(tx: Tx, postings: readonly Posting[]): Promise<void> {
  const wanted = postings.filter(({ drafts }) => drafts.length > 0);
  if (wanted.length === 0) return;
  const [inserted] = await Promise.all([
    insertTransfers(tx, wanted),
    listHolds(tx, wanted),
    ...wanted.map(({ accountId, locked, drafts }) =>
      enqueueThresholdJobs(
        { db: tx, accountId },
        { before: locked, after: creditsAfter(locked, drafts) },
      ),
    ),
  ]);
  const drafted = wanted.reduce((sum, { drafts }) => sum + drafts.length, 0);
  if (inserted !== drafted) throw new Error('an account lacks a ledger account');
}

/** Lists the holds that the transfers begin, and takes those off that they end. */
async function listHolds(tx: Tx, postings: readonly Posting[]): Promise<void> {
  const holding = postings.filter(({ drafts }) => drafts.some(({ kind }) => kind !== 'posted'));
  if (holding.length === 0) return;
  const rows = holding.flatMap(numberDrafts);
  const begun = rows.flatMap(({ accountId, sequence, draft: { kind, expiresAt = null } }) =>
    kind === 'pending' ? [{ accountId, sequence, expiresAt }] : [],
  );
  const ended = rows.flatMap(({ accountId, draft: { pendingSequence } }) =>
    pendingSequence === undefined ? [] : [{ accountId, sequence: pendingSequence }],
  );
  const [, deleted] = await Promise.all([
    begun.length > 0 ? insertHolds(tx, begun) : undefined,
    ended.length > 0 ? deleteHolds(tx, ended) : 0,
  ]);
  if (deleted !== ended.length) throw new Error('a hold that was to end was not open');
}

/** Returns the credits after the drafts were posted. */
export function creditsAfter(
  locked: LockedCredits,
  drafts: readonly TransferDraft[],
): LockedCredits {
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
