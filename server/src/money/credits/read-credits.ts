import type { ReadScope } from '../../platform/db/scope.ts';
import { selectCredits } from './store.ts';
import { spendable } from './transfer.ts';

export type Credits = {
  postedMinor: bigint;
  heldMinor: bigint;
  availableMinor: bigint;
  /** How far below zero the account may buy. */
  limitMinor: bigint;
  /** The number of the last transfer. */
  lastSequence: bigint;
};

/** Returns the account's credits in cents: posted, held for pending sales, available, and limit. */
export async function readCredits(scope: Pick<ReadScope, 'db' | 'accountId'>): Promise<Credits> {
  const credits = await selectCredits(scope.db, scope.accountId);
  if (!credits) throw new Error(`account ${scope.accountId} has no ledger`);
  return { ...credits, availableMinor: spendable(credits) };
}
