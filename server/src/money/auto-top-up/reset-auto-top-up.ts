import type { Scope } from '../../platform/db/scope.ts';
import { deleteAlert } from './alert-store.ts';
import { deleteAutoTopUp } from './store.ts';

/** Forgets a sandbox account's settings and attempts; the reset of its books takes the marks. */
export async function resetAutoTopUp(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await deleteAlert(scope.db, scope.accountId);
  await deleteAutoTopUp(scope.db, scope.accountId);
}
