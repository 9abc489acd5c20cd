import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';

/** The job that looks whether an account's credits are to be topped up. */
export const TOP_UP_TASK = 'top-up-credits';
/** The scheduled one that finds what no job did. */
export const SWEEP_TASK = 'sweep-credits';

/** Queues the look, in place of one that waits already; now unless `runAt` says when. */
export async function enqueueTopUp(
  scope: Pick<Scope, 'db' | 'accountId'>,
  runAt?: Date,
): Promise<void> {
  const job = {
    task: TOP_UP_TASK,
    payload: { accountId: scope.accountId },
    jobKey: `${TOP_UP_TASK}:${scope.accountId}`,
  };
  await enqueueJob(scope.db, { ...job, ...(runAt && { runAt }) });
}
