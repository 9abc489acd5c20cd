import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { updateMark, updateTopUpEnded, updateTopUpStarted } from './marks-store.ts';
import { type LockedCredits, spendable } from './transfer.ts';

/** The job that is queued when the available credits fall below a mark. */
export const CREDITS_FELL_TASK = 'credits-fell';

/** Whose mark it is: the low-credit alert's, or the automatic top-up's. */
export type CreditMark = 'alert' | 'top_up';

/** What the job is told; `sequence`, the number of the transfer that did it, names the crossing. */
export type CreditsFell = { accountId: string; mark: CreditMark; sequence: string };

/** From now on a job is queued when the available credits fall below `belowMinor`; null: none. */
export function markCredits(
  scope: Pick<Scope, 'db' | 'accountId'>,
  { mark, belowMinor }: { mark: CreditMark; belowMinor: bigint | null },
): Promise<void> {
  return updateMark(scope.db, scope.accountId, { mark, belowMinor });
}

/**
 * Notes that an automatic top-up is on its way, which a sale refused for lack of credits will say.
 * Decided on the row itself: false, and nothing noted, when one is on its way already, or the
 * available credits are not below the account's mark.
 */
export function topUpStarts(scope: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  return updateTopUpStarted(scope.db, scope.accountId);
}

/** Notes that no automatic top-up is on its way any more. */
export function topUpEnds(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return updateTopUpEnded(scope.db, scope.accountId);
}

/**
 * Queues a job for each mark that the available credits fall below. All that it adds to other
 * transfers is the comparison, in memory.
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
