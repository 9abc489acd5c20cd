import type { Scope } from '../../platform/db/scope.ts';
import { updateOwing } from './store.ts';

/** The account owes credits: no new sales until `endOwing`, whatever else suspends it. */
export function startOwing(scope: Pick<Scope, 'db' | 'accountId' | 'now'>): Promise<boolean> {
  return updateOwing(scope.db, scope.accountId, scope.now);
}

/** The account owes nothing any more. Both give whether that is new. */
export function endOwing(scope: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  return updateOwing(scope.db, scope.accountId, null);
}
