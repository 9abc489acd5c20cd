import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lockInvoice, updatePaidAt } from './document-store.ts';

/** Notes that a purchase was paid; once more changes nothing. Refuses `invoice_not_found`. */
export async function markInvoicePaid(
  tx: Tx,
  { accountId, purchaseId, paidAt }: { accountId: string; purchaseId: string; paidAt: Date },
): Promise<void> {
  const invoice = await lockInvoice(tx, accountId, purchaseId);
  if (!invoice) throw new Refusal('invoice_not_found', 'The purchase has no invoice.');
  await updatePaidAt(tx, accountId, { invoiceId: invoice.id, paidAt });
}
