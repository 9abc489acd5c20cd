import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';

import {
  deleteCounters,
  type SandboxAccount,
  selectSandboxForUpdate,
  updateClock,
  updateOpeningCredits,
} from './sandbox-store.ts';

/** The sandbox account, locked until the transaction ends; a live one refuses `sandbox_only`. */
export async function lockSandbox(tx: Tx, accountId: string): Promise<SandboxAccount> {
  const account = await selectSandboxForUpdate(tx, accountId);
  if (!account) {
    throw new Refusal('sandbox_only', 'This is for sandbox accounts; this account is live.');
  }
  return account;
}

/** Sets a locked sandbox's clock: so much ahead of the machine's. */
export function setClock(tx: Tx, accountId: string, offsetMs: bigint): Promise<void> {
  return updateClock(tx, accountId, offsetMs);
}

/** What a sandbox has after each reset, in cents. */
export function setOpeningCredits(tx: Tx, accountId: string, amountMinor: bigint): Promise<void> {
  return updateOpeningCredits(tx, accountId, amountMinor);
}

/** Sets a locked sandbox's clock and counters back to its first day. */
export async function resetAccount(tx: Tx, accountId: string): Promise<void> {
  await deleteCounters(tx, accountId);
  await updateClock(tx, accountId, 0n);
}
