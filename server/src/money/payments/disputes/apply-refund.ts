import type { Tx } from '../../../platform/db/database.ts';
import { lockCredits } from '../../credits/index.ts';
import type { Purchase, PurchaseKey } from '../purchases/purchase.ts';
import { selectPurchaseForUpdate } from '../purchases/store.ts';
import { raiseRefunded } from './debt-store.ts';
import { reverseRefunded } from './reverse-purchase.ts';
import { tooEarly } from './too-early.ts';

/**
 * Takes in what was refunded of a payment in all, in cents with VAT: only what is more than was
 * known before is taken back, whatever the order of the notices. Refuses `service_unavailable`
 * while the payment itself was not heard of.
 */
export async function applyRefund(
  tx: Tx,
  { key, refundedMinor, now }: { key: PurchaseKey; refundedMinor: bigint; now: Date },
): Promise<void> {
  const purchase = await lockPaid(tx, key);
  if (!purchase || !(await raiseRefunded(tx, key, refundedMinor))) return;
  await reverseRefunded(tx, { purchase: { ...purchase, refundedMinor }, now });
}

/** The paid purchase, under the lock of the books and its own; undefined when it is gone. */
export async function lockPaid(tx: Tx, key: PurchaseKey): Promise<Purchase | undefined> {
  await lockCredits({ db: tx, accountId: key.accountId });
  const purchase = await selectPurchaseForUpdate(tx, key);
  if (purchase && purchase.status !== 'paid') throw tooEarly();
  return purchase;
}
