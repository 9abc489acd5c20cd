import type { Tx } from '../../platform/db/database.ts';
import { deleteUsage } from './reset-store.ts';

/** Forgets every session and usage record of a sandbox account. */
export function resetUsage(tx: Tx, accountId: string): Promise<void> {
  return deleteUsage(tx, accountId);
}
