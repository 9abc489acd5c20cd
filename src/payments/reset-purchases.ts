import { endOwing } from '../accounts/index.ts';
import { lockCredits } from '../credits/index.ts';
import type { Tx } from '../db/database.ts';
import { deleteDisputes, deletePurchases, deleteReceipts } from './reset-store.ts';

/** Forgets what a sandbox account has bought; its test cards stay. Comes before its books. */
export async function resetPurchases(tx: Tx, accountId: string): Promise<void> {
  await lockCredits(tx, accountId);
  await deleteDisputes(tx, accountId);
  await deleteReceipts(tx, accountId);
  await deletePurchases(tx, accountId);
  await endOwing(tx, { accountId });
}
