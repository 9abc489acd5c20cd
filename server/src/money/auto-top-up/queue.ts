import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';

/** The job that decides whether an account's credits are topped up. */
export const TOP_UP_TASK = 'top-up-credits';
/** The scheduled job that does the work of lost jobs. */
export const SWEEP_TASK = 'sweep-credits';

/** Queues the job, in place of a waiting one, for now or for `runAt`. */
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
