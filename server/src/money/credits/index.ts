import type { Scope } from '../../platform/db/scope.ts';
import { insertLedgerAccounts } from './store.ts';

export { addCredits } from './add-credits.ts';
export { chargeCredits, insufficientCredits } from './charge-credits.ts';
export {
  CREDITS_FELL_TASK,
  type CreditMark,
  type CreditsFell,
  markCredits,
  topUpEnds,
  topUpStarts,
} from './credit-marks.ts';
export { endHold } from './end-hold.ts';
export type { EntryView } from './entry.ts';
export { holdCredits } from './hold-credits.ts';
export { lockAllCredits, lockCredits, postAllTransfers, postTransfers } from './post-transfers.ts';
export { type Credits, readCredits } from './read-credits.ts';
export { freezeCredits, type ReversedCredits, reverseCredits } from './reverse-credits.ts';
export { registerCreditRoutes } from './routes.ts';
export {
  type LockedCredits,
  spendable,
  type TransferDraft,
  type TransferType,
} from './transfer.ts';

/** Opens the books of a new account; part of creating the account. */
export async function openLedger(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await insertLedgerAccounts(scope.db, scope.accountId);
}
export { resetBooks } from './reset-books.ts';
