import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';

/** The job that looks whether an account's credits are to be topped up. */
export const TOP_UP_TASK = 'top-up-credits';
/** The scheduled one that finds what no job did. */
export const SWEEP_TASK = 'sweep-credits';

/** Queues the look, in place of one that waits already; now unless `runAt` says when. */
export async function enqueueTopUp(tx: Tx, accountId: string, runAt?: Date): Promise<void> {
  const job = { task: TOP_UP_TASK, payload: { accountId }, jobKey: `${TOP_UP_TASK}:${accountId}` };
  await enqueueJob(tx, { ...job, ...(runAt && { runAt }) });
}
