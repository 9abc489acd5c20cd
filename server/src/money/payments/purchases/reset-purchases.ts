import type { Scope } from '../../../platform/db/scope.ts';
import { clearOwing } from '../../../tenancy/accounts/index.ts';
import { lockCredits } from '../../credits/index.ts';
import { deleteDisputes } from '../disputes/dispute-store.ts';
import { deleteRefundReports } from '../disputes/refund-report-store.ts';
import { deleteReceipts } from '../transfers/receipt-store.ts';
import { deletePurchases } from './purchase-store.ts';

/** Deletes the purchases of a sandbox account, before its ledger is reset; its cards stay. */
export async function resetPurchases(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await lockCredits(scope);
  await deleteRefundReports(scope.db, scope.accountId);
  await deleteDisputes(scope.db, scope.accountId);
  await deleteReceipts(scope.db, scope.accountId);
  await deletePurchases(scope.db, scope.accountId);
  await clearOwing({ db: scope.db, accountId: scope.accountId });
}
