import { type Price, toPrice } from '../../kernel/money.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { selectLastAttempt, selectSpent } from './attempt-store.ts';
import { type Attempt, type AutoTopUp, monthOf } from './auto-top-up.ts';
import { selectAutoTopUp } from './store.ts';

export const TOP_UP_STATUSES = ['off', 'armed', 'pending', 'retrying', 'switched_off'] as const;
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

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

/** What is set, how it stands, and what it cost this month (UTC, by the account's clock). */
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
    ...standing(settings, last),
    spentThisMonth: toPrice(spentMinor),
  };
}

type Standing = Pick<AutoTopUpView, 'status' | 'reason' | 'nextAttemptAt'>;

/** How it stands: a purchase under way counts also when it was switched off meanwhile. */
export function standing(settings: AutoTopUp | undefined, last: Attempt | undefined): Standing {
  const plain = (status: TopUpStatus, reason: string | null = null) => {
    return { status, reason, nextAttemptAt: null };
  };
  if (!settings) return plain('off');
  if (last?.state === 'pending' || isFresh(last)) return plain('pending');
  if (settings.offReason !== null) return plain('switched_off', settings.offReason);
  if (!settings.enabled) return plain('off');
  if (last?.state !== 'declined' || last.round !== settings.round) return plain('armed');
  const { reason, nextAttemptAt } = last;
  return { status: 'retrying', reason, nextAttemptAt: nextAttemptAt?.toISOString() ?? null };
}

/** Declined a moment ago: what follows is about to be decided. */
function isFresh(last: Attempt | undefined): boolean {
  return last?.state === 'declined' && !last.reckoned;
}

function priceOf(amountMinor: bigint | null | undefined): Price | null {
  return amountMinor == null ? null : toPrice(amountMinor);
}
