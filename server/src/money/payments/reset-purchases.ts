import type { Tx } from '../../platform/db/database.ts';
import { endOwing } from '../../tenancy/accounts/index.ts';
import { lockCredits } from '../credits/index.ts';
import { deleteDisputes, deletePurchases, deleteReceipts } from './reset-store.ts';

/** Forgets what a sandbox account has bought; its test cards stay. Comes before its books. */
export async function resetPurchases(tx: Tx, accountId: string): Promise<void> {
  await lockCredits(tx, accountId);
  await deleteDisputes(tx, accountId);
  await deleteReceipts(tx, accountId);
  await deletePurchases(tx, accountId);
  await endOwing(tx, { accountId });
}
