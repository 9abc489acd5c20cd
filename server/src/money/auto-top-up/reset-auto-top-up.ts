import type { Tx } from '../../platform/db/database.ts';
import { deleteAlert } from './alert-store.ts';
import { deleteAutoTopUp } from './store.ts';

/** Forgets a sandbox account's settings and attempts; the reset of its books takes the marks. */
export async function resetAutoTopUp(tx: Tx, accountId: string): Promise<void> {
  await deleteAlert(tx, accountId);
  await deleteAutoTopUp(tx, accountId);
}
