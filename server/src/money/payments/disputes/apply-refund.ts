import type { Tx } from '../../../platform/db/database.ts';
import { lockCredits } from '../../credits/index.ts';
import type { Purchase, PurchaseKey } from '../purchases/purchase.ts';
import { selectPurchaseForUpdate } from '../purchases/store.ts';
import { updateRefunded } from './debt-store.ts';
import { type RefundReport, refundedOf } from './refund-report.ts';
import { insertRefundReport, selectRefundReports } from './refund-report-store.ts';
import { reverseRefunded } from './reverse-purchase.ts';
import { tooEarly } from './too-early.ts';

/**
 * Applies what the provider told about refunds of a payment, in whatever order its notices come:
 * credits are taken back for what is refunded by now, and given again for a refund that failed.
 * Refuses `service_unavailable` while the payment itself is not known to be paid.
 */
export async function applyRefund(tx: Tx, report: RefundReport, now: Date): Promise<void> {
  const purchase = await lockPaid(tx, report);
  if (!purchase || !(await insertRefundReport(tx, report))) return;
  const refundedMinor = refundedOf(await selectRefundReports(tx, purchase));
  if (refundedMinor === purchase.refundedMinor) return;
  await updateRefunded(tx, purchase, refundedMinor);
  await reverseRefunded(tx, { purchase: { ...purchase, refundedMinor }, now });
}

/** The paid purchase, under the lock of the books and its own; undefined when it is gone. */
export async function lockPaid(tx: Tx, key: PurchaseKey): Promise<Purchase | undefined> {
  await lockCredits({ db: tx, accountId: key.accountId });
  const purchase = await selectPurchaseForUpdate(tx, key);
  if (purchase && purchase.status !== 'paid') throw tooEarly();
  return purchase;
}
