import { audit } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import type { Payments } from '../payments.ts';
import type { Purchase } from './purchase.ts';
import { moveStatus, selectPurchaseForUpdate, updateCancelRequested } from './purchase-store.ts';
import { noSuchPurchase } from './read-purchase.ts';
import { enqueueCharge } from './start-purchase.ts';

/**
 * Cancels a purchase. A bank transfer that has not arrived is canceled at once; for a card a job
 * asks the provider, which may have charged it meanwhile. Throws `purchase_not_found`, and
 * `invalid_state` if the purchase is settled.
 */
export async function cancelPurchase(
  scope: Pick<Scope, 'db' | 'accountId' | 'now' | 'changes'>,
  { id, payments }: { id: string; payments: Payments },
): Promise<Purchase> {
  const purchase = await selectPurchaseForUpdate(scope.db, { accountId: scope.accountId, id });
  if (!purchase) throw noSuchPurchase();
  const { status, receivedMinor } = purchase;
  const isOpen = ['pending', 'requires_action', 'awaiting_transfer'].includes(status);
  if (!isOpen) throw new Refusal('invalid_state', `The purchase is already ${status}.`);
  if (receivedMinor > 0n) {
    throw new Refusal(
      'invalid_state',
      'A part of the transfer has been received, so the purchase cannot be canceled.',
    );
  }

  audit(scope, {
    action: 'purchase.cancel_asked',
    target: purchase.id,
    before: { status },
    after: null,
  });
  if (status !== 'awaiting_transfer') {
    await updateCancelRequested(scope.db, purchase, scope.now);
    await enqueueCharge(scope.db, purchase);
    return { ...purchase, cancelAskedAt: scope.now };
  }
  const canceled = (await moveStatus(scope.db, purchase, { status: 'canceled' })) ?? purchase;
  for (const listen of payments.onSettled) {
    await listen(scope.db, { purchase: canceled, now: scope.now });
  }
  return canceled;
}
