import type { Queryable, Tx } from '../db/database.ts';
import { spendable } from './post-transfers.ts';
import { insertLedgerAccounts, selectCredits } from './store.ts';

export { addCredits } from './add-credits.ts';
export { type AuditFinding, auditBooks } from './audit-books.ts';
export { chargeCredits, insufficientCredits } from './charge-credits.ts';
export { endHold } from './end-hold.ts';
export { lockCredits, postTransfers, spendable } from './post-transfers.ts';
export type { LockedCredits, TransferDraft, TransferType } from './transfer.ts';

/** Opens the books of a new account; part of creating the account. */
export async function openLedger(tx: Tx, accountId: string): Promise<void> {
  await insertLedgerAccounts(tx, accountId);
}

export type Credits = { postedMinor: bigint; heldMinor: bigint; availableMinor: bigint };

/** The account's credits in cents: posted, held for pending sales, and what is left to spend. */
export async function readCredits(db: Queryable, accountId: string): Promise<Credits> {
  const credits = await selectCredits(db, accountId);
  if (!credits) throw new Error(`account ${accountId} has no ledger`);
  return { ...credits, availableMinor: spendable(credits) };
}
