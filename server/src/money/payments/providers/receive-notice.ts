import { isUuid } from '../../../kernel/ids.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import { readClock } from '../../../tenancy/accounts/index.ts';
import { applyDispute } from '../disputes/apply-dispute.ts';
import { applyRefund } from '../disputes/apply-refund.ts';
import type { Payments } from '../payments.ts';
import { settlePurchase } from '../purchases/settle-purchase.ts';
import { selectByIntent } from '../purchases/store.ts';
import { FIND_CARD_TASK } from '../reconcile-payments.ts';
import type { Meaning, Notice } from './notice.ts';
import { insertNotice } from './notice-store.ts';
import type { ProviderName } from './provider.ts';

/**
 * Takes in what a provider tells, once for each notice, together with all that follows from it.
 * What means nothing to this installation is taken in too, so that it is not sent again.
 */
export async function receiveNotice(
  { db, payments }: { db: Database; payments: Payments },
  notice: Notice,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await insertNotice(tx, notice))) return;
    await apply(tx, payments, notice);
  });
}

async function apply(tx: Tx, payments: Payments, { provider, meaning }: Notice): Promise<void> {
  switch (meaning.kind) {
    case 'payment': {
      const { accountId, purchaseId: id, state } = meaning;
      if (!isUuid(accountId)) return;
      await settlePurchase(tx, payments, { key: { accountId, id }, state });
      return;
    }
    case 'setup': {
      const { accountId, token } = meaning;
      const payload = { accountId, token, provider, isOld: false };
      await enqueueJob(tx, { task: FIND_CARD_TASK, payload, jobKey: token });
      return;
    }
    case 'refund':
    case 'failed_refund':
    case 'dispute':
      await reverse(tx, payments, { provider, meaning });
  }
}

type Reversing = Extract<Meaning, { kind: 'refund' | 'failed_refund' | 'dispute' }>;

async function reverse(
  tx: Tx,
  payments: Payments,
  { provider, meaning }: { provider: ProviderName; meaning: Reversing },
): Promise<void> {
  const key = await selectByIntent(tx, provider, meaning.intentToken);
  if (!key) return;
  const now = await readClock(tx, { accountId: key.accountId, realNow: payments.realNow() });
  if (meaning.kind === 'dispute') return applyDispute(tx, { ...meaning, key, now });
  const { kind, token, amountMinor, reportedAt } = meaning;
  const reported = kind === 'refund' ? 'total' : 'failed';
  await applyRefund(tx, { ...key, kind: reported, token, amountMinor, reportedAt }, now);
}
