import type { Tx } from '../../platform/db/database.ts';
import { lockCredits } from './post-transfers.ts';
import { allowReset, deleteTransfers, zeroLedger } from './reset-store.ts';

/** Empties the books of a sandbox account; the database refuses it for a live one. */
export async function resetBooks(tx: Tx, accountId: string): Promise<void> {
  await lockCredits(tx, accountId);
  await allowReset(tx, accountId);
  await deleteTransfers(tx, accountId);
  await zeroLedger(tx, accountId);
}
