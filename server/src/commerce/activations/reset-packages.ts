import type { Tx } from '../../platform/db/database.ts';
import { deleteItems } from './reset-store.ts';

/** Forgets every package of a sandbox account. */
export function resetPackages(tx: Tx, accountId: string): Promise<void> {
  return deleteItems(tx, accountId);
}
