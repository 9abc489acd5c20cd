import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { type Batch, type BatchProgress, sellerOf } from './batch.ts';
import { selectBatch, updateBatchState } from './batch-store.ts';
import { readProgress, retryFailed } from './item-store.ts';
import { batchJob } from './sell-batch-task.ts';

/** Returns a batch of the account. Throws `batch_not_found`. */
export async function readBatch(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<Batch> {
  const batch = isUuid(id) ? await selectBatch(scope, id) : undefined;
  if (!batch) throw new Refusal('batch_not_found', 'No batch has this ID.');
  return batch;
}

/** Returns how far a batch has come. */
export async function progressOf(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  { id }: Pick<Batch, 'id'>,
): Promise<BatchProgress> {
  const progress = await readProgress(scope, [id]);
  return progress.get(id) ?? { waiting: 0, sold: 0, failed: 0 };
}

/**
 * Stops a running batch after the packages that are being sold. Throws `batch_not_found`,
 * `invalid_state` if it is not running.
 */
export async function stopBatch(scope: Scope, id: string): Promise<Batch> {
  const { id: batchId } = await readBatch(scope, id);
  const to = { from: 'running', to: 'stopped', stoppedBy: null } as const;
  const stopped = await updateBatchState(scope, { id: batchId, ...to });
  if (!stopped) throw new Refusal('invalid_state', 'This batch is not running.');
  const before = { state: 'running' };
  audit(scope, { action: 'sale_batch.stopped', target: id, before, after: { state: 'stopped' } });
  return stopped;
}

/**
 * Resumes a stopped batch, whose packages the caller sells from now on: in the caller's name, and
 * within the limits of its key. With `retriesFailed`, its failed packages are tried again.
 * Throws `batch_not_found`, `invalid_state` if it is not stopped, or done without failed packages.
 */
export async function resumeBatch(
  scope: Scope,
  { id, retriesFailed }: { id: string; retriesFailed: boolean },
): Promise<Batch> {
  const batch = await readBatch(scope, id);
  const { failed } = await progressOf(scope, batch);
  const from = batch.state === 'done' && retriesFailed && failed > 0 ? 'done' : 'stopped';
  const to = { from, to: 'running', stoppedBy: null, seller: sellerOf(scope) } as const;
  const resumed = await updateBatchState(scope, { id: batch.id, ...to });
  if (!resumed) throw new Refusal('invalid_state', `This batch is ${batch.state}.`);
  if (retriesFailed) await retryFailed(scope, batch.id);
  await enqueueJob(scope.db, batchJob(batch));
  const before = { state: batch.state };
  audit(scope, { action: 'sale_batch.resumed', target: id, before, after: { state: 'running' } });
  return resumed;
}
