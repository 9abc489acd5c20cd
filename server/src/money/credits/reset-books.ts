import type { Scope } from '../../platform/db/scope.ts';
import { lockCredits } from './post-transfers.ts';
import { allowReset, deleteTransfers, zeroLedger } from './reset-store.ts';

/** Empties the books of a sandbox account; the database refuses it for a live one. */
export async function resetBooks(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await lockCredits(scope);
  await allowReset(scope.db, scope.accountId);
  await deleteTransfers(scope.db, scope.accountId);
  await zeroLedger(scope.db, scope.accountId);
}
