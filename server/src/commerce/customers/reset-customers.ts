import type { Tx } from '../../platform/db/database.ts';
import { deleteCustomers } from './reset-store.ts';

/** Forgets every customer of a sandbox account. */
export function resetCustomers(tx: Tx, accountId: string): Promise<void> {
  return deleteCustomers(tx, accountId);
}
