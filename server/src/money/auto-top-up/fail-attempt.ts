import type { Tx } from '../../platform/db/database.ts';
import { markCredits } from '../credits/index.ts';
import { updateReckoned } from './attempt-store.ts';
import { type Attempt, type AutoTopUp, nextAttemptAfter } from './auto-top-up.ts';
import { enqueueTopUp } from './queue.ts';
import { updateSwitchedOff } from './store.ts';
import { tellFailed } from './tell-failure.ts';

export type Failure = {
  /** Under lock. */
  settings: AutoTopUp;
  attempt: Attempt;
  now: Date;
};

/**
 * What follows from an attempt that was declined: another one later, or none, and then the top-up
 * is switched off. The account is told. It follows once, and not from one that was paid meanwhile.
 */
export async function failAttempt(tx: Tx, { settings, attempt, now }: Failure): Promise<void> {
  const { accountId } = settings;
  const reason = attempt.reason ?? 'card_declined';
  const nextAttemptAt = nextAttemptAfter(settings, attempt);
  const isFirst = await updateReckoned(tx, attempt, nextAttemptAt);
  if (!isFirst) return;

  if (nextAttemptAt) await enqueueTopUp({ db: tx, accountId }, nextAttemptAt);
  const isOver = settings.enabled && !nextAttemptAt;
  if (isOver) {
    await updateSwitchedOff(tx, accountId, reason);
    await markCredits({ db: tx, accountId }, { mark: 'top_up', belowMinor: null });
  }
  await tellFailed(tx, settings, { attempt, reason, nextAttemptAt, isOver, now });
}
