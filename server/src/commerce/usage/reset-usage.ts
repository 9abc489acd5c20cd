import type { Scope } from '../../platform/db/scope.ts';
import { deleteUsage } from './reset-store.ts';

/** Deletes every session and usage record of a sandbox account. */
export function resetUsage(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return deleteUsage(scope.db, scope.accountId);
}
