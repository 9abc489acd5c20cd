import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { readCredits, topUpStarts } from '../credits/index.ts';
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
import { enqueueTopUp } from './queue.ts';
import { selectAutoTopUpForUpdate, updateCapTold, updateLimitTold, updateRound } from './store.ts';
import { tellCapReached, tellLimitReached } from './tell-failure.ts';

export type TopUpParts = { db: Database; payments: Payments; realNow: () => Date };

/** What keeps a purchase from beginning and is the account's to put right; others pass. */
const COUNTED: readonly RefusalCode[] = [
  'payments_unavailable',
  'payment_method_not_found',
  'payment_method_required',
  'billing_details_required',
  'rate_limited',
];

/**
 * Buys credits when the account's are below its threshold and nothing speaks against it: one
 * decision, and what follows from it, in one transaction. The purchase is begun here and charged
 * by its own job. May be called by anybody, any number of times.
 */
export async function topUpCredits(parts: TopUpParts, accountId: string): Promise<void> {
  try {
    await parts.db.transaction((tx) => topUpWithin(tx, parts, accountId));
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'invalid_state')) throw error;
  }
}

/** Where and when it is decided: by the account's clock, and by the machine's. */
type Place = { now: Date; realNow: Date; month: string };

async function topUpWithin(tx: Tx, parts: TopUpParts, accountId: string): Promise<void> {
  const settings = await selectAutoTopUpForUpdate(tx, accountId);
  if (!settings) return;
  const realNow = parts.realNow();
  const now = await readClock(tx, { accountId, realNow });
  const place = { now, realNow, month: monthOf(now) };
  const decision = await decideNow(tx, settings, place);

  if (decision.kind === 'fail') await failAttempt(tx, { settings, ...decision, now });
  if (decision.kind === 'wait') await enqueueTopUp({ db: tx, accountId }, decision.until);
  if (decision.kind === 'new round') await updateRound(tx, accountId);
  if (decision.kind === 'capped') await tellOnce(tx, decision.settings, place);
  if (decision.kind === 'limited') await waitOutTheDay(tx, { ...decision, place });
  if (decision.kind === 'buy') await buy(tx, parts.payments, { ...decision, place });
}

async function decideNow(tx: Tx, settings: AutoTopUp, place: Place): Promise<Decision> {
  const { accountId } = settings;
  const { month, realNow } = place;
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

/** Tells the account once a day that it bought the most that one day may have, and waits. */
async function waitOutTheDay(
  tx: Tx,
  { settings, until, place }: { settings: ArmedTopUp; until: Date; place: Place },
): Promise<void> {
  const { accountId } = settings;
  await enqueueTopUp({ db: tx, accountId }, until);
  const isNews = await updateLimitTold(tx, accountId, place.realNow.toISOString().slice(0, 10));
  if (isNews) await tellLimitReached(tx, settings, { until, now: place.now });
}

async function tellOnce(tx: Tx, settings: ArmedTopUp, { now, month }: Place): Promise<void> {
  const isNews = await updateCapTold(tx, settings.accountId, month);
  if (isNews) await tellCapReached(tx, settings, now);
}

type Buying = { settings: ArmedTopUp; number: number; place: Place };

async function buy(tx: Tx, payments: Payments, { settings, number, place }: Buying) {
  const { accountId, round, amountMinor } = settings;
  const { now, month, realNow } = place;
  const plan = { accountId, round, number, amountMinor, month, createdAt: now };
  const begun = await begin(tx, payments, { settings, now });
  if (begun instanceof Refusal) {
    const refused = { purchaseId: null, state: 'declined', reason: begun.code } as const;
    const attempt = await insertAttempt(tx, { ...plan, ...refused, endedAt: realNow });
    return failAttempt(tx, { settings, attempt, now });
  }

  const pending = { purchaseId: begun.id, state: 'pending', reason: null, endedAt: null } as const;
  await insertAttempt(tx, { ...plan, ...pending });
  // Last, because from here on the account's sales wait; and for good, because they did not so far.
  const isLow = await topUpStarts({ db: tx, accountId });
  if (!isLow) throw new Refusal('invalid_state', 'The credits are not low any more.');
}

/** The purchase; or why there is none, which is said before anything was written. */
async function begin(
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
    if (error instanceof Refusal && COUNTED.includes(error.code)) return error;
    throw error;
  }
}
