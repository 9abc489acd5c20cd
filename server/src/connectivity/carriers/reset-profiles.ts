import type { Scope } from '../../platform/db/scope.ts';
import { releaseProfiles } from './reset-store.ts';

/** Takes back every profile that a sandbox account took. */
export function resetCarrierProfiles(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return releaseProfiles(scope.db, scope.accountId);
}
