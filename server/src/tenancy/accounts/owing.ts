import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectSuspension, updateOwing } from './store.ts';

/** The account owes credits: no new sales until `endOwing`, whatever else suspends it. */
export function startOwing(scope: Pick<Scope, 'db' | 'accountId' | 'now'>): Promise<boolean> {
  return updateOwing(scope.db, scope.accountId, scope.now);
}

/** The account owes nothing any more. Both give whether that is new. */
export function endOwing(scope: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  return updateOwing(scope.db, scope.accountId, null);
}

/** Refuses `account_suspended` while the account is suspended, or owes credits that it spent. */
export async function refuseWhileSuspended(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  const state = await selectSuspension(scope.db, scope.accountId);
  if (state?.isSuspended) throw new Refusal('account_suspended', 'This account is suspended.');
  if (!state?.owes) return;
  const detail = 'This account owes credits whose payment went back: buy credits first.';
  throw new Refusal('account_suspended', detail);
}
