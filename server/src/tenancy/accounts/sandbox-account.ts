import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { resetRefundCounts } from './refund-store.ts';
import {
  type SandboxAccount,
  selectSandboxForReset,
  selectSandboxForUpdate,
  setClock,
} from './sandbox-store.ts';
import { resetKeySpending } from './spending-store.ts';

/** Locks a sandbox account until the transaction ends. Throws `sandbox_only` for a live one. */
export async function lockSandbox(scope: Pick<Scope, 'db' | 'accountId'>): Promise<SandboxAccount> {
  const account = await selectSandboxForUpdate(scope.db, scope.accountId);
  if (!account) throw sandboxOnly();
  return account;
}

/**
 * Locks a sandbox account against everything that sells, uses or pays in it, until the transaction
 * ends. Throws `sandbox_only` for a live account.
 */
export async function lockSandboxForReset(
  scope: Pick<Scope, 'db' | 'accountId'>,
): Promise<SandboxAccount> {
  const account = await selectSandboxForReset(scope.db, scope.accountId);
  if (!account) throw sandboxOnly();
  return account;
}

function sandboxOnly(): Refusal {
  return new Refusal(
    'sandbox_only',
    'This operation is for sandbox accounts only. Your account is live.',
  );
}

/** Sets the clock and the counters of a locked sandbox back to its first day. */
export async function resetAccount(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await resetRefundCounts(scope.db, scope.accountId);
  await resetKeySpending(scope.db, scope.accountId);
  await setClock(scope, 0n);
}
