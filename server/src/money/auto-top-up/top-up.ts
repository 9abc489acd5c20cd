import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { markTopUpPending, readCredits } from '../credits/index.ts';
import { isDisputed, type Payments, type Purchase, startPurchase } from '../payments/index.ts';
import { insertAttempt, selectBoughtAt, selectLastAttempt, selectSpent } from './attempt-store.ts';
import {
  type ArmedTopUp,
  type AutoTopUp,
  type Decision,
  dayBefore,
  decide,
  monthOf,
} from './auto-top-up.ts';
import { failAttempt } from './fail-attempt.ts';
import { notifyCapReached, notifyLimitReached } from './notify-failure.ts';
import { enqueueTopUp } from './queue.ts';
import {
  markCapNotified,
  markLimitNotified,
  selectAutoTopUpForUpdate,
  updateRound,
} from './settings-store.ts';

export type TopUpParts = { db: Database; payments: Payments; realNow: () => Date };

/** The refusals that count as declined attempts, because the account must resolve them. */
const COUNTED_REFUSALS: readonly RefusalCode[] = [
  'payments_unavailable',
  'payment_method_not_found',
  'payment_method_required',
  'billing_details_required',
  'rate_limited',
];

/**
 * Buys credits if the available credits are below the threshold and no rule prevents it. The
 * decision and its effects are one transaction; the purchase is charged by a job of its own. May
 * run any number of times.
 */
export async function topUpCredits(parts: TopUpParts, accountId: string): Promise<void> {
  try {
    await parts.db.transaction((tx) => topUpWithin(tx, parts, accountId));
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'invalid_state')) throw error;
  }
}

/** The account's clock, the machine's clock, and the account's month. */
type Clocks = { now: Date; realNow: Date; month: string };

async function topUpWithin(tx: Tx, parts: TopUpParts, accountId: string): Promise<void> {
  const settings = await selectAutoTopUpForUpdate(tx, accountId);
  if (!settings) return;
  const realNow = parts.realNow();
  const now = await readClock(tx, { accountId, realNow });
  const clocks = { now, realNow, month: monthOf(now) };
  const decision = await decideNow(tx, settings, clocks);

  if (decision.kind === 'fail') await failAttempt(tx, { settings, ...decision, now });
  if (decision.kind === 'wait') await enqueueTopUp({ db: tx, accountId }, decision.until);
  if (decision.kind === 'new_round') await updateRound(tx, accountId);
  if (decision.kind === 'capped') await notifyCapOnce(tx, decision.settings, clocks);
  if (decision.kind === 'limited') await waitForDailyLimit(tx, { ...decision, clocks });
  if (decision.kind === 'buy') await buy(tx, parts.payments, { ...decision, clocks });
}

async function decideNow(tx: Tx, settings: AutoTopUp, clocks: Clocks): Promise<Decision> {
  const { accountId } = settings;
  const { month, realNow } = clocks;
  const [last, { availableMinor }, spentMinor, boughtAt, disputed] = await Promise.all([
    selectLastAttempt(tx, accountId),
    readCredits({ db: tx, accountId }),
    selectSpent(tx, { accountId, month }),
    selectBoughtAt(tx, { accountId, since: dayBefore(realNow), realNow }),
    isDisputed(tx, accountId),
  ]);
  return decide({
    settings,
    last,
    availableMinor,
    spentMinor,
    boughtAt,
    isDisputed: disputed,
    realNow,
  });
}

/** Waits until the daily limit allows another purchase, and notifies the account once a day. */
async function waitForDailyLimit(
  tx: Tx,
  { settings, until, clocks }: { settings: ArmedTopUp; until: Date; clocks: Clocks },
): Promise<void> {
  const { accountId } = settings;
  await enqueueTopUp({ db: tx, accountId }, until);
  const isFirst = await markLimitNotified(tx, accountId, clocks.realNow.toISOString().slice(0, 10));
  if (isFirst) await notifyLimitReached(tx, settings, { until, now: clocks.now });
}

async function notifyCapOnce(tx: Tx, settings: ArmedTopUp, { now, month }: Clocks): Promise<void> {
  const isFirst = await markCapNotified(tx, settings.accountId, month);
  if (isFirst) await notifyCapReached(tx, settings, now);
}

type TopUpPurchase = { settings: ArmedTopUp; number: number; clocks: Clocks };

async function buy(tx: Tx, payments: Payments, { settings, number, clocks }: TopUpPurchase) {
  const { accountId, round, amountMinor } = settings;
  const { now, month, realNow } = clocks;
  const plan = { accountId, round, number, amountMinor, month, createdAt: now };
  const started = await startTopUpPurchase(tx, payments, { settings, now });
  if (started instanceof Refusal) {
    const refused = { purchaseId: null, state: 'declined', reason: started.code } as const;
    const attempt = await insertAttempt(tx, { ...plan, ...refused, endedAt: realNow });
    return failAttempt(tx, { settings, attempt, now });
  }

  const pending = {
    purchaseId: started.id,
    state: 'pending',
    reason: null,
    endedAt: null,
  } as const;
  await insertAttempt(tx, { ...plan, ...pending });
  // Last, because the account's sales wait from here on. The row decides: until now they did not.
  const isLow = await markTopUpPending(tx, accountId);
  if (!isLow)
    throw new Refusal('invalid_state', 'The available credits are no longer below the threshold.');
}

/** Starts the purchase, or returns the refusal, which is thrown before anything is written. */
async function startTopUpPurchase(
  tx: Tx,
  payments: Payments,
  { settings, now }: { settings: ArmedTopUp; now: Date },
): Promise<Purchase | Refusal> {
  const { amountMinor, paymentMethodId } = settings;
  try {
    return await startPurchase(
      { db: tx, ...settings, now },
      {
        payments,
        amountMinor,
        origin: 'auto_top_up',
        ...(paymentMethodId !== null && { paymentMethodId }),
      },
    );
  } catch (error) {
    if (error instanceof Refusal && COUNTED_REFUSALS.includes(error.code)) return error;
    throw error;
  }
}
