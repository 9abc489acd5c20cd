import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { lockCredits } from '../../credits/index.ts';
import type { Purchase, PurchaseKey } from '../purchases/purchase.ts';
import { selectPurchaseForUpdate } from '../purchases/purchase-store.ts';
import { updateRefunded } from './debt-store.ts';
import { type RefundReport, refundedOf } from './refund-report.ts';
import { insertRefundReport, selectRefundReports } from './refund-report-store.ts';
import { reverseRefunded } from './reverse-purchase.ts';

/**
 * Applies a provider's report about refunds of a payment. Reports may come in any order: credits
 * are taken back for the sum that is refunded by now, and added again for a refund that failed.
 * Throws `service_unavailable` while the payment is not known to be paid.
 */
export async function applyRefund(tx: Tx, report: RefundReport, now: Date): Promise<void> {
  const purchase = await lockPaid(tx, report);
  if (!purchase || !(await insertRefundReport(tx, report))) return;
  const refundedMinor = refundedOf(await selectRefundReports(tx, purchase));
  if (refundedMinor === purchase.refundedMinor) return;
  await updateRefunded(tx, purchase, refundedMinor);
  await reverseRefunded(tx, { purchase: { ...purchase, refundedMinor }, now });
}

/** Locks the ledger and the paid purchase and returns it; undefined if it was deleted. */
export async function lockPaid(tx: Tx, key: PurchaseKey): Promise<Purchase | undefined> {
  await lockCredits({ db: tx, accountId: key.accountId });
  const purchase = await selectPurchaseForUpdate(tx, key);
  if (purchase && purchase.status !== 'paid') throw tooEarly();
  return purchase;
}

/** The refusal of a notice that came before the notice of the payment; its sender repeats it. */
function tooEarly(): Refusal {
  const detail = 'The payment is not known yet. Send this notice again.';
  return new Refusal('service_unavailable', detail, { retryAfterSeconds: 60 });
}
