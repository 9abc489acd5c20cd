import { type Context, noteChange } from '../../kernel/context.ts';
import { formatAmount, type Price, toPrice } from '../../kernel/money.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { markCredits } from '../credits/index.ts';
import { alertWithin } from './alert-low-credits.ts';
import { selectAlert, selectAlertForUpdate, upsertAlert } from './alert-store.ts';
import type { CreditAlert } from './credit-alert.ts';

export type CreditAlertView = { enabled: boolean; threshold: Price | null };

/**
 * Sets below how many available credits, in cents, the account is told; at once when there are
 * fewer already. The same threshold again is not told again.
 */
export async function setCreditAlert(
  tx: Tx,
  ctx: Context,
  { enabled, thresholdMinor }: { enabled: boolean; thresholdMinor: bigint },
): Promise<void> {
  const { accountId, organizationId, now } = ctx;
  const before = await selectAlertForUpdate(tx, accountId);
  const alert = { accountId, organizationId, enabled, thresholdMinor };
  await upsertAlert(tx, alert, now);
  const belowMinor = enabled ? thresholdMinor : null;
  await markCredits(tx, accountId, { mark: 'alert', belowMinor });
  await alertWithin(tx, { accountId, now }, 0n);
  noteChange(ctx, {
    action: 'credit_alert.set',
    target: accountId,
    before: before ? notable(before) : null,
    after: notable(alert),
  });
}

/** What is set; off, and without a threshold, before it ever was. */
export async function readCreditAlert(db: Queryable, accountId: string): Promise<CreditAlertView> {
  const alert = await selectAlert(db, accountId);
  if (!alert) return { enabled: false, threshold: null };
  return { enabled: alert.enabled, threshold: toPrice(alert.thresholdMinor) };
}

function notable({ enabled, thresholdMinor }: Pick<CreditAlert, 'enabled' | 'thresholdMinor'>) {
  return { enabled, threshold: formatAmount(thresholdMinor) };
}
