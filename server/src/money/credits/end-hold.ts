import { groupBy } from '../../kernel/group-by.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type PendingTransfer, selectPendingTransfers } from './hold-store.ts';
import { creditsAfter, lockAllCredits, postAllTransfers } from './post-transfers.ts';
import type { LockedCredits, TransferDraft } from './transfer.ts';

type Ending = { sequence: bigint; outcome: 'post' | 'void' };

/**
 * Ends a hold: `post` turns the reserved credits into a payment, `void` releases them. Returns the
 * credits afterwards. Throws `invalid_state` if the hold does not exist or has ended before, or if
 * it is to be posted and has expired.
 */
export async function endHold(
  { db, accountId, now }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  ending: Ending,
): Promise<LockedCredits> {
  const credits = await endHolds({ db, now }, [{ ...ending, accountId }]);
  return credits.get(accountId) as LockedCredits;
}

/**
 * Does the same for different holds of any accounts, and returns the credits by account. Throws,
 * and the transaction is to be rolled back, if one of the holds cannot be ended.
 */
export async function endHolds(
  { db, now }: { db: Tx; now: Date },
  endings: readonly (Ending & { accountId: string })[],
): Promise<Map<string, LockedCredits>> {
  const byAccount = groupBy(endings, ({ accountId }) => accountId);
  const credits = await lockAllCredits(db, [...byAccount.keys()], { skipLocked: false });
  const holds = await selectPendingTransfers(db, endings);
  const pending = new Map(holds.map((hold) => [keyOf(hold), hold]));
  const postings = [...byAccount].map(([accountId, own]) => ({
    accountId,
    locked: credits.get(accountId) as LockedCredits,
    drafts: own.map((ending) => draftEnd(pending.get(keyOf(ending)), { ...ending, now })),
  }));
  await postAllTransfers(db, postings);
  return new Map(
    postings.map(({ accountId, locked, drafts }) => [accountId, creditsAfter(locked, drafts)]),
  );
}

const keyOf = ({ accountId, sequence }: { accountId: string; sequence: bigint }) =>
  `${accountId} ${sequence}`;

function draftEnd(
  pending: PendingTransfer | undefined,
  { outcome, now }: Pick<Ending, 'outcome'> & { now: Date },
): TransferDraft {
  if (!pending) throw new Refusal('invalid_state', 'This hold has already ended.');
  const { accountId: _, sequence, expiresAt, ...transfer } = pending;
  if (outcome === 'post' && expiresAt !== null && expiresAt <= now) {
    throw new Refusal('invalid_state', `This hold expired at ${expiresAt.toISOString()}.`);
  }
  return {
    ...transfer,
    kind: outcome,
    pendingSequence: sequence,
    activatedItemId: pending.activatedItemId ?? undefined,
    purchaseId: pending.purchaseId ?? undefined,
    createdAt: now,
  };
}
