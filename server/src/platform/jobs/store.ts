import { type Queryable, sql, type Tx } from '../db/database.ts';

/** Queues a job that is run once the transaction has committed, and never when it has not. */
export async function enqueueJob(
  tx: Tx,
  job: { task: string; payload: object; runAt?: Date; jobKey?: string },
): Promise<void> {
  await tx.run(sql`
    select from graphile_worker.add_job(
      identifier => ${job.task},
      payload => ${JSON.stringify(job.payload)}::json,
      run_at => ${job.runAt ?? null}::timestamptz,
      job_key => ${job.jobKey ?? null}
    )`);
}

/** Whether the queue's tables were made. */
export async function hasJobTables(db: Queryable): Promise<boolean> {
  const row = await db.row<{ exists: boolean }>(sql`
    select to_regclass('graphile_worker._private_jobs') is not null as exists`);
  return row?.exists ?? false;
}

/** Frees the jobs that these ended runs had locked. */
export async function unlockJobs(db: Queryable, lockedBy: string[]): Promise<void> {
  await db.run(sql`select from graphile_worker.force_unlock_workers(${lockedBy}::text[])`);
}
