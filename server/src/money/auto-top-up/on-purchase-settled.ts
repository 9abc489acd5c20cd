import { topUpEnds } from '../credits/index.ts';
import type { SettledListener } from '../payments/index.ts';
import { updateDeclined, updatePaid } from './attempt-store.ts';
import { enqueueTopUp } from './queue.ts';

/**
 * Learns what became of the purchases that automatic top-ups began, in the transaction that settled
 * them: until then one is on its way, and from then on none is. What follows is decided by the job,
 * under the lock of the settings, which is not waited for here, where the credits are locked.
 */
export function onPurchaseSettled({ realNow }: { realNow: () => Date }): SettledListener {
  return async (tx, { purchase }) => {
    const { accountId, id: purchaseId, origin, status, declineCode } = purchase;
    if (origin !== 'auto_top_up') return;
    const named = { accountId, purchaseId };
    const endedAt = realNow();
    if (status === 'paid') {
      const paid = await updatePaid(tx, named, endedAt);
      // One that looked declined may be paid late, while the next one is on its way.
      if (paid?.before === 'pending') await topUpEnds({ db: tx, accountId });
    } else {
      const reason = declineCode ?? (status === 'canceled' ? 'canceled' : 'card_declined');
      if (await updateDeclined(tx, named, { reason, endedAt }))
        await topUpEnds({ db: tx, accountId });
    }
    await enqueueTopUp({ db: tx, accountId });
  };
}
