import type { Tx } from '../../platform/db/database.ts';
import { updateErased } from './erase-store.ts';

/** Erases where the customer was and from which address it bought; what it bought stays. */
export async function erasePersonalData(
  tx: Tx,
  accountId: string,
  customerId: string,
): Promise<void> {
  await updateErased(tx, accountId, customerId);
}
