import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';

import {
  deleteCounters,
  type SandboxAccount,
  selectSandboxForReset,
  selectSandboxForUpdate,
  updateClock,
  updateOpeningCredits,
} from './sandbox-store.ts';

/** The sandbox account, locked until the transaction ends; a live one refuses `sandbox_only`. */
export async function lockSandbox(scope: Pick<Scope, 'db' | 'accountId'>): Promise<SandboxAccount> {
  const account = await selectSandboxForUpdate(scope.db, scope.accountId);
  if (!account) throw sandboxOnly();
  return account;
}

/**
 * Locks a sandbox account against everything that sells, uses or pays in it, until the transaction
 * ends. Refuses `sandbox_only` for a live account.
 */
export async function lockSandboxForReset(
  scope: Pick<Scope, 'db' | 'accountId'>,
): Promise<SandboxAccount> {
  const account = await selectSandboxForReset(scope.db, scope.accountId);
  if (!account) throw sandboxOnly();
  return account;
}

function sandboxOnly(): Refusal {
  return new Refusal('sandbox_only', 'This call is for sandbox accounts. Your account is live.');
}

/** Sets a locked sandbox's clock: so much ahead of the machine's. */
export function setClock(scope: Pick<Scope, 'db' | 'accountId'>, offsetMs: bigint): Promise<void> {
  return updateClock(scope.db, scope.accountId, offsetMs);
}

/** What a sandbox has after each reset, in cents. */
export function setOpeningCredits(
  scope: Pick<Scope, 'db' | 'accountId'>,
  amountMinor: bigint,
): Promise<void> {
  return updateOpeningCredits(scope.db, scope.accountId, amountMinor);
}

/** Sets a locked sandbox's clock and counters back to its first day. */
export async function resetAccount(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await deleteCounters(scope.db, scope.accountId);
  await updateClock(scope.db, scope.accountId, 0n);
}
