import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectSuspension } from './account-store.ts';

/** Throws `account_suspended` while the account is suspended or owes credits that it spent. */
export async function refuseWhileSuspended(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  const state = await selectSuspension(scope.db, scope.accountId);
  if (state?.isSuspended) throw new Refusal('account_suspended', 'This account is suspended.');
  if (!state?.owes) return;
  const detail = 'This account owes credits whose payment was reversed. Buy credits first.';
  throw new Refusal('account_suspended', detail);
}
