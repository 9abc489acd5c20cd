import { type Price, toPrice } from '../../kernel/money.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { selectLastAttempt, selectSpent } from './attempt-store.ts';
import { type Attempt, type AutoTopUp, monthOf } from './auto-top-up.ts';
import { selectAutoTopUp } from './settings-store.ts';

export const TOP_UP_STATUSES = ['off', 'armed', 'pending', 'retrying', 'switched_off'] as const;
type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

export type AutoTopUpView = {
  enabled: boolean;
  threshold: Price | null;
  amount: Price | null;
  monthlyCap: Price | null;
  paymentMethodId: string | null;
  status: TopUpStatus;
  reason: string | null;
  nextAttemptAt: string | null;
  spentThisMonth: Price;
};

/** Returns the settings, the status, and the amount of this month (UTC, the account's clock). */
export async function readAutoTopUp({
  db,
  accountId,
  now,
}: Pick<ReadScope, 'db' | 'accountId' | 'now'>): Promise<AutoTopUpView> {
  const settings = await selectAutoTopUp(db, accountId);
  const last = await selectLastAttempt(db, accountId);
  const spentMinor = await selectSpent(db, { accountId, month: monthOf(now) });
  return {
    enabled: settings?.enabled ?? false,
    threshold: priceOf(settings?.thresholdMinor),
    amount: priceOf(settings?.amountMinor),
    monthlyCap: priceOf(settings?.monthlyCapMinor),
    paymentMethodId: settings?.paymentMethodId ?? null,
    ...statusOf(settings, last),
    spentThisMonth: toPrice(spentMinor),
  };
}

type StatusView = Pick<AutoTopUpView, 'status' | 'reason' | 'nextAttemptAt'>;

/** Returns the status; a purchase in progress counts even if the top-up was switched off. */
function statusOf(settings: AutoTopUp | undefined, last: Attempt | undefined): StatusView {
  const plain = (status: TopUpStatus, reason: string | null = null) => {
    return { status, reason, nextAttemptAt: null };
  };
  if (!settings) return plain('off');
  if (last?.state === 'pending' || isUnhandledDecline(last)) return plain('pending');
  if (settings.offReason !== null) return plain('switched_off', settings.offReason);
  if (!settings.enabled) return plain('off');
  if (last?.state !== 'declined' || last.round !== settings.round) return plain('armed');
  const { reason, nextAttemptAt } = last;
  return { status: 'retrying', reason, nextAttemptAt: nextAttemptAt?.toISOString() ?? null };
}

/** Returns whether the attempt was declined and a job has not handled it yet. */
function isUnhandledDecline(last: Attempt | undefined): boolean {
  return last?.state === 'declined' && !last.isHandled;
}

function priceOf(amountMinor: bigint | null | undefined): Price | null {
  return amountMinor == null ? null : toPrice(amountMinor);
}
