import type { Scope } from '../../platform/db/scope.ts';
import { deleteCustomers } from './reset-store.ts';

/** Forgets every customer of a sandbox account. */
export function resetCustomers(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return deleteCustomers(scope.db, scope.accountId);
}
