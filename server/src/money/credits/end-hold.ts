import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectPendingTransfer } from './hold-store.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import type { LockedCredits } from './transfer.ts';

/**
 * Ends a hold: `post` turns the reserved credits into a payment, `void` releases them. Throws
 * `invalid_state` if the hold does not exist or has ended before, or if it is to be posted and has
 * expired.
 */
export async function endHold(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: { sequence: bigint; outcome: 'post' | 'void' },
): Promise<LockedCredits> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  const pending = await selectPendingTransfer(scope.db, scope.accountId, input.sequence);
  if (!pending) throw new Refusal('invalid_state', 'This hold has already ended.');

  const { expiresAt, ...transfer } = pending;
  if (input.outcome === 'post' && expiresAt !== null && expiresAt <= scope.now) {
    throw new Refusal('invalid_state', `This hold expired at ${expiresAt.toISOString()}.`);
  }

  const draft = {
    ...transfer,
    kind: input.outcome,
    pendingSequence: input.sequence,
    activatedItemId: pending.activatedItemId ?? undefined,
    purchaseId: pending.purchaseId ?? undefined,
    createdAt: scope.now,
  };
  return postTransfers({ db: scope.db, accountId: scope.accountId }, { locked, drafts: [draft] });
}
