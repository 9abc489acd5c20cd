import { isUuid } from '../../../kernel/ids.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import { readClock } from '../../../tenancy/accounts/index.ts';
import { applyDispute } from '../disputes/apply-dispute.ts';
import { applyRefund } from '../disputes/apply-refund.ts';
import { declineSetup } from '../methods/decline-setup.ts';
import type { Payments } from '../payments.ts';
import { selectByIntent } from '../purchases/purchase-store.ts';
import { settlePurchase } from '../purchases/settle-purchase.ts';
import { FIND_CARD_TASK } from '../reconcile-payments.ts';
import type { Notice, NoticeContent } from './notice.ts';
import { insertNotice } from './notice-store.ts';
import type { ProviderName } from './provider.ts';

/**
 * Applies a provider's notice, once for each notice, in one transaction. A notice without meaning
 * for this installation is accepted too, so that it is not sent again.
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

async function apply(tx: Tx, payments: Payments, { provider, content }: Notice): Promise<void> {
  switch (content.kind) {
    case 'payment': {
      const { accountId, purchaseId: id, state } = content;
      if (!isUuid(accountId)) return;
      await settlePurchase(tx, payments, { key: { accountId, id }, state });
      return;
    }
    case 'setup': {
      const { accountId, token } = content;
      const payload = { accountId, token, provider, isOld: false };
      await enqueueJob(tx, { task: FIND_CARD_TASK, payload, jobKey: token });
      return;
    }
    case 'failed_setup':
      return declineSetup(tx, { ...content, provider });
    case 'refund':
    case 'failed_refund':
    case 'dispute':
      await reverse(tx, payments, { provider, content });
  }
}

type ReversalNotice = Extract<NoticeContent, { kind: 'refund' | 'failed_refund' | 'dispute' }>;

async function reverse(
  tx: Tx,
  payments: Payments,
  { provider, content }: { provider: ProviderName; content: ReversalNotice },
): Promise<void> {
  const key = await selectByIntent(tx, provider, content.intentToken);
  if (!key) return;
  const now = await readClock(tx, { accountId: key.accountId, realNow: payments.realNow() });
  if (content.kind === 'dispute') return applyDispute(tx, { ...content, key, now });
  const { kind, token, amountMinor, reportedAt } = content;
  const reported = kind === 'refund' ? 'total' : 'failed';
  await applyRefund(tx, { ...key, kind: reported, token, amountMinor, reportedAt }, now);
}
