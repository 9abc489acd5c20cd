import type { Scope } from '../../platform/db/scope.ts';
import { deleteProfiles } from './reset-store.ts';

/** Forgets every profile and profile domain of a sandbox account. */
export function resetProfiles(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return deleteProfiles(scope.db, scope.accountId);
}
