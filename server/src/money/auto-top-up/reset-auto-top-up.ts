import type { Scope } from '../../platform/db/scope.ts';
import { deleteAlert } from './alert-store.ts';
import { deleteAttempts } from './attempt-store.ts';
import { deleteAutoTopUp } from './settings-store.ts';

/** Deletes the settings and attempts of a sandbox account; the ledger's reset clears the marks. */
export async function resetAutoTopUp(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await deleteAlert(scope.db, scope.accountId);
  await deleteAttempts(scope.db, scope.accountId);
  await deleteAutoTopUp(scope.db, scope.accountId);
}
