import type { Database } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { lockCredits } from '../credits/index.ts';
import { collectOwed } from './disputes/collect-owed.ts';
import { selectOwing } from './disputes/debt-store.ts';
import { claimOpenSetups } from './methods/setup-store.ts';
import { selectSilentPurchases } from './purchases/purchase-store.ts';
import { enqueueCharge } from './purchases/start-purchase.ts';

/** The scheduled job that asks providers about payments and cards without news. */
export const RECONCILE_TASK = 'reconcile-payments';
/** The job that saves the card of a submitted form. */
export const FIND_CARD_TASK = 'find-card';

const SILENT_SECONDS = 120;
const AT_ONCE = 200;

export type Reconciled = { purchases: number; setups: number; owing: number };

/**
 * Queues a job for every payment and every form without news for two minutes, and collects debts
 * from credits that were added otherwise than by a purchase.
 */
export async function reconcilePayments(
  db: Database,
  { realNow, silentSeconds = SILENT_SECONDS }: { realNow: Date; silentSeconds?: number },
): Promise<Reconciled> {
  const asked = { silentSeconds, limit: AT_ONCE };
  const purchases = await selectSilentPurchases(db, asked);
  await db.transaction(async (tx) => {
    for (const purchase of purchases) await enqueueCharge(tx, purchase);
  });
  const setups = await claimOpenSetups(db, asked, async (tx, open) => {
    for (const setup of open) {
      await enqueueJob(tx, { task: FIND_CARD_TASK, payload: setup, jobKey: setup.token });
    }
  });
  const owing = await selectOwing(db, AT_ONCE);
  for (const { accountId } of owing) await collectFrom({ db, accountId }, realNow);
  return { purchases: purchases.length, setups: setups.length, owing: owing.length };
}

function collectFrom(scope: { db: Database; accountId: string }, realNow: Date): Promise<void> {
  return scope.db.transaction(async (tx) => {
    await lockCredits({ db: tx, accountId: scope.accountId });
    await collectOwed({
      db: tx,
      accountId: scope.accountId,
      now: await readClock(tx, { accountId: scope.accountId, realNow }),
    });
  });
}
