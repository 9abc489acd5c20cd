import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { type LockedCredits, spendable } from './transfer.ts';

/** The job that is queued when the available credits fall below a mark. */
export const CREDITS_FELL_TASK = 'credits-fell';

/** The owner of a mark: the low-credit alert, or the automatic top-up. */
export type CreditMark = 'alert' | 'top_up';

/** The payload of the job; `sequence` is the number of the transfer that crossed the mark. */
export type CreditsFell = { accountId: string; mark: CreditMark; sequence: string };

/**
 * Queues a job for each mark that the available credits fall below. Other transfers only pay for a
 * comparison in memory.
 */
export async function enqueueThresholdJobs(
  scope: Pick<Scope, 'db' | 'accountId'>,
  { before, after }: { before: LockedCredits; after: LockedCredits },
): Promise<void> {
  const marks = { alert: before.alertMarkMinor, top_up: before.topUpMarkMinor } as const;
  const from = spendable(before);
  const to = spendable(after);
  for (const mark of ['alert', 'top_up'] as const) {
    const belowMinor = marks[mark];
    if (belowMinor === null || from < belowMinor || to >= belowMinor) continue;
    const payload: CreditsFell = {
      accountId: scope.accountId,
      mark,
      sequence: after.lastSequence.toString(),
    };
    const jobKey = `${CREDITS_FELL_TASK}:${mark}:${scope.accountId}`;
    await enqueueJob(scope.db, { task: CREDITS_FELL_TASK, payload, jobKey });
  }
}
