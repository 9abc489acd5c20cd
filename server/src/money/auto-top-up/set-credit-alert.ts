import { audit } from '../../kernel/context.ts';
import { formatAmount, type Price, toPrice } from '../../kernel/money.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { setCreditMark } from '../credits/index.ts';
import { alertWithin } from './alert-low-credits.ts';
import { selectAlert, selectAlertForUpdate, upsertAlert } from './alert-store.ts';
import type { CreditAlert } from './credit-alert.ts';

export type CreditAlertView = { enabled: boolean; threshold: Price | null };

/**
 * Sets the threshold of the low-credit alert in cents. If fewer credits are available already, the
 * alert is sent at once; setting the same threshold again does not repeat it.
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
  await setCreditMark(scope.db, accountId, { mark: 'alert', belowMinor });
  await alertWithin({ db: scope.db, accountId, now }, 0n);
  audit(scope, {
    action: 'credit_alert.set',
    target: accountId,
    before: before ? auditedSettings(before) : null,
    after: auditedSettings(alert),
  });
}

/** Returns the alert; disabled and without a threshold if it was never set. */
export async function readCreditAlert(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
): Promise<CreditAlertView> {
  const alert = await selectAlert(scope.db, scope.accountId);
  if (!alert) return { enabled: false, threshold: null };
  return { enabled: alert.enabled, threshold: toPrice(alert.thresholdMinor) };
}

function auditedSettings({
  enabled,
  thresholdMinor,
}: Pick<CreditAlert, 'enabled' | 'thresholdMinor'>) {
  return { enabled, threshold: formatAmount(thresholdMinor) };
}
