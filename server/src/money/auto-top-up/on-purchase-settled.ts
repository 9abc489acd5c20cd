import { clearTopUpPending } from '../credits/index.ts';
import type { SettledListener } from '../payments/index.ts';
import { updateDeclined, updatePaid } from './attempt-store.ts';
import { enqueueTopUp } from './queue.ts';

/**
 * Returns the listener that updates the attempt of a settled automatic top-up, in the same
 * transaction. The top-up is no longer pending afterwards. The next step is decided by a job under
 * the lock of the settings; waiting for that lock here, where the credits are locked, could
 * deadlock.
 */
export function onPurchaseSettled({ realNow }: { realNow: () => Date }): SettledListener {
  return async (tx, { purchase }) => {
    const { accountId, id: purchaseId, origin, status, declineCode } = purchase;
    if (origin !== 'auto_top_up') return;
    const named = { accountId, purchaseId };
    const endedAt = realNow();
    if (status === 'paid') {
      const paid = await updatePaid(tx, named, endedAt);
      // A purchase that was declined may be paid late, while the next one is pending.
      if (paid?.before === 'pending') await clearTopUpPending(tx, accountId);
    } else {
      const reason = declineCode ?? (status === 'canceled' ? 'canceled' : 'card_declined');
      const isDeclined = await updateDeclined(tx, named, { reason, endedAt });
      if (isDeclined) await clearTopUpPending(tx, accountId);
    }
    await enqueueTopUp({ db: tx, accountId });
  };
}
