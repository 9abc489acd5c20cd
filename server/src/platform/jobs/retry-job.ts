import type { Tx } from '../db/database.ts';
import { rescheduleJob, selectForRetry } from './queue-store.ts';

/**
 * Runs a job that failed, or that waits after a failure, now and with all its attempts. Returns
 * `not_needed` if it runs or is due anyway.
 */
export async function retryJob(
  tx: Tx,
  id: string,
): Promise<'retried' | 'not_found' | 'not_needed'> {
  const job = await selectForRetry(tx, id);
  if (!job) return 'not_found';
  if (!job.isWaiting) return 'not_needed';
  await rescheduleJob(tx, id);
  return 'retried';
}
