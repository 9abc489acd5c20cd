import type { Database } from '../../platform/db/database.ts';
import { enqueueJob, type Tasks } from '../../platform/jobs/index.ts';
import type { Batch } from './batch.ts';
import { selectAbandoned } from './batch-store.ts';
import { type BatchParts, sellBatchItems } from './sell-batch-items.ts';

export const SELL_BATCH_TASK = 'sell-batch';
export const RESUME_BATCHES_TASK = 'resume-batches';
/** A batch that no worker has continued for this long is resumed. */
const ABANDONED_SECONDS = 60;

/** Returns the job that sells a batch. */
export function batchJob({ accountId, id }: Pick<Batch, 'accountId' | 'id'>) {
  const jobKey = `${SELL_BATCH_TASK}:${id}`;
  return { task: SELL_BATCH_TASK, payload: { accountId, id }, jobKey };
}

/** Returns the tasks that sell batches, and take up those whose worker died. */
export function createBatchTasks(parts: BatchParts): Tasks {
  return {
    async [SELL_BATCH_TASK](payload, signal) {
      const { accountId, id } = payload as Pick<Batch, 'accountId' | 'id'>;
      await sellBatchItems(parts, { accountId, id, signal });
    },
    [RESUME_BATCHES_TASK]: () => resumeAbandoned(parts.db),
  };
}

async function resumeAbandoned(db: Database): Promise<void> {
  for (const batch of await selectAbandoned(db, ABANDONED_SECONDS)) {
    await db.transaction((tx) => enqueueJob(tx, batchJob(batch)));
  }
}
