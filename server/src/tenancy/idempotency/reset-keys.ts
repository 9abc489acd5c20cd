import type { Tx } from '../../platform/db/database.ts';
import { deleteKeys } from './reset-store.ts';

/** Forgets a sandbox account's answers: what they speak of is gone. */
export function resetKeys(tx: Tx, accountId: string): Promise<void> {
  return deleteKeys(tx, accountId);
}
