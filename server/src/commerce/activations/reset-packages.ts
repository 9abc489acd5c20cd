import type { Scope } from '../../platform/db/scope.ts';
import { deleteItems } from './reset-store.ts';

/** Forgets every package of a sandbox account. */
export function resetPackages(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return deleteItems(scope.db, scope.accountId);
}
