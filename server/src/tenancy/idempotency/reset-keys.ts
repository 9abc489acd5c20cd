import type { Scope } from '../../platform/db/scope.ts';
import { deleteKeys } from './reset-store.ts';

/** Forgets a sandbox account's answers: what they speak of is gone. */
export function resetKeys(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return deleteKeys(scope.db, scope.accountId);
}
