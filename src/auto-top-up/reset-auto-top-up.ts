import type { Tx } from '../db/database.ts';
import { deleteAlert } from './alert-store.ts';

/** Forgets a sandbox account's settings; the reset of its books takes the marks. */
export async function resetAutoTopUp(tx: Tx, accountId: string): Promise<void> {
  await deleteAlert(tx, accountId);
}
