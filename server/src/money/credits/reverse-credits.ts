import type { Scope } from '../../platform/db/scope.ts';
import { lockCredits, postTransfers } from './post-transfers.ts';
import { type LockedCredits, spendable, type TransferDraft } from './transfer.ts';

export type ReversedCredits = { amountMinor: bigint; purchaseId: string; description: string };

/**
 * Takes back the credits of a purchase whose payment was refunded or charged back, in cents, as far
 * as they are available. Returns the amount that was taken; the rest has been spent.
 */
export async function reverseCredits(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: ReversedCredits,
): Promise<bigint> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  const amountMinor = lesser(input.amountMinor, spendable(locked));
  if (amountMinor <= 0n) return 0n;
  const draft = toDraft({ ...input, amountMinor }, scope.now, 'posted');
  await postTransfers({ db: scope.db, accountId: scope.accountId }, { locked, drafts: [draft] });
  return amountMinor;
}

/**
 * Holds the credits of a purchase whose payment is disputed, in cents, as far as they are
 * available. `endHold` takes them back or releases them. Returns the number of the hold, which is
 * null when no credits were available.
 */
export async function freezeCredits(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  input: ReversedCredits,
): Promise<{ frozenMinor: bigint; sequence: bigint | null }> {
  const locked = await lockCredits({ db: scope.db, accountId: scope.accountId });
  const amountMinor = lesser(input.amountMinor, spendable(locked));
  if (amountMinor <= 0n) return { frozenMinor: 0n, sequence: null };
  const draft = toDraft({ ...input, amountMinor }, scope.now, 'pending');
  const after: LockedCredits = await postTransfers(
    { db: scope.db, accountId: scope.accountId },
    { locked, drafts: [draft] },
  );
  return { frozenMinor: amountMinor, sequence: after.lastSequence };
}

function toDraft(input: ReversedCredits, now: Date, kind: 'posted' | 'pending'): TransferDraft {
  return {
    ...input,
    kind,
    type: 'adjustment',
    debit: 'credits',
    credit: 'funding',
    createdAt: now,
  };
}

function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
