import type { Tx } from '../../platform/db/database.ts';
import { setCreditMark } from '../credits/index.ts';
import { markHandled } from './attempt-store.ts';
import { type Attempt, type AutoTopUp, nextAttemptAfter } from './auto-top-up.ts';
import { notifyFailed } from './notify-failure.ts';
import { enqueueTopUp } from './queue.ts';
import { updateSwitchedOff } from './settings-store.ts';

export type FailedAttempt = {
  /** Locked. */
  settings: AutoTopUp;
  attempt: Attempt;
  now: Date;
};

/**
 * Handles a declined attempt, once: schedules the next attempt, or switches the top-up off after
 * the last one, and notifies the account. An attempt that was paid meanwhile is not handled.
 */
export async function failAttempt(
  tx: Tx,
  { settings, attempt, now }: FailedAttempt,
): Promise<void> {
  const { accountId } = settings;
  const reason = attempt.reason ?? 'card_declined';
  const nextAttemptAt = nextAttemptAfter(settings, attempt);
  const isFirst = await markHandled(tx, attempt, nextAttemptAt);
  if (!isFirst) return;

  if (nextAttemptAt) await enqueueTopUp({ db: tx, accountId }, nextAttemptAt);
  const isOver = settings.enabled && !nextAttemptAt;
  if (isOver) {
    await updateSwitchedOff(tx, accountId, reason);
    await setCreditMark(tx, accountId, { mark: 'top_up', belowMinor: null });
  }
  await notifyFailed(tx, settings, { attempt, reason, nextAttemptAt, isOver, now });
}
