import type { Scope } from '../../../platform/db/scope.ts';
import { endOwing } from '../../../tenancy/accounts/index.ts';
import { lockCredits } from '../../credits/index.ts';
import { deleteRefundReports } from '../disputes/refund-report-store.ts';
import { deleteDisputes, deletePurchases, deleteReceipts } from './reset-store.ts';

/** Forgets what a sandbox account has bought; its test cards stay. Comes before its books. */
export async function resetPurchases(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await lockCredits(scope);
  await deleteRefundReports(scope.db, scope.accountId);
  await deleteDisputes(scope.db, scope.accountId);
  await deleteReceipts(scope.db, scope.accountId);
  await deletePurchases(scope.db, scope.accountId);
  await endOwing({ db: scope.db, accountId: scope.accountId });
}
