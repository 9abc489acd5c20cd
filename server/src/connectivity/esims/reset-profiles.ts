import type { Scope } from '../../platform/db/scope.ts';
import { deleteProfiles } from './reset-store.ts';

/** Deletes every profile and profile domain of a sandbox account and returns the ICCIDs. */
export function resetProfiles(scope: Pick<Scope, 'db' | 'accountId'>): Promise<string[]> {
  return deleteProfiles(scope.db, scope.accountId);
}
