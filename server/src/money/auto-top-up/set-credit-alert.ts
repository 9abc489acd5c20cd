import { audit } from '../../kernel/context.ts';
import { formatAmount, type Price, toPrice } from '../../kernel/money.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
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
  scope: Scope,
  { enabled, thresholdMinor }: { enabled: boolean; thresholdMinor: bigint },
): Promise<void> {
  const { accountId, organizationId, now } = scope;
  const before = await selectAlertForUpdate(scope.db, accountId);
  const alert = { accountId, organizationId, enabled, thresholdMinor };
  await upsertAlert(scope.db, alert, now);
  const belowMinor = enabled ? thresholdMinor : null;
  await markCredits({ db: scope.db, accountId }, { mark: 'alert', belowMinor });
  await alertWithin({ db: scope.db, accountId, now }, 0n);
  audit(scope, {
    action: 'credit_alert.set',
    target: accountId,
    before: before ? notable(before) : null,
    after: notable(alert),
  });
}

/** What is set; off, and without a threshold, before it ever was. */
export async function readCreditAlert(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
): Promise<CreditAlertView> {
  const alert = await selectAlert(scope.db, scope.accountId);
  if (!alert) return { enabled: false, threshold: null };
  return { enabled: alert.enabled, threshold: toPrice(alert.thresholdMinor) };
}

function notable({ enabled, thresholdMinor }: Pick<CreditAlert, 'enabled' | 'thresholdMinor'>) {
  return { enabled, threshold: formatAmount(thresholdMinor) };
}
