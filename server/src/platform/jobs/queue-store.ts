import { type Queryable, sql, type Tx } from '../db/database.ts';

/** `failed` is not tried again, `retrying` failed and waits, `late` is due for five minutes. */
export const TROUBLED_STATES = ['failed', 'retrying', 'late'] as const;

/** A job that is late or has failed. Its payload stays in the queue. */
export type QueuedJob = {
  id: string;
  task: string;
  state: (typeof TROUBLED_STATES)[number];
  /** The account that the payload names. */
  accountId: string | null;
  createdAt: Date;
  /** When it is, or was, to run. */
  runAt: Date;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
};

const stateColumn = sql`
  case
    when job.attempts >= job.max_attempts then 'failed'
    when job.locked_at is null and job.attempts > 0 and job.run_at > now() then 'retrying'
    when job.locked_at is null and job.run_at < now() - interval '5 minutes' then 'late'
  end`;

/** Returns jobs that are late or have failed, the newest first, with an ID below `below`. */
export function selectTroubledJobs(
  db: Queryable,
  of: { state?: string | undefined; task?: string | undefined; below?: string; limit: number },
): Promise<QueuedJob[]> {
  const { state = null, task = null, below = null, limit } = of;
  return db.rows<QueuedJob>(sql`
    select found.id, found.task, found.state, found."accountId", found."createdAt", found."runAt",
      found.attempts, found."maxAttempts", found."lastError"
    from (
      select job.id::text as id, named.identifier as task, ${stateColumn} as state,
        (regexp_match(job.payload ->> 'accountId', '^[0-9a-f-]{36}$'))[1] as "accountId",
        job.created_at as "createdAt", job.run_at as "runAt", job.attempts,
        job.max_attempts as "maxAttempts", left(job.last_error, 1000) as "lastError"
      from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as named on named.id = job.task_id
      where (${below}::bigint is null or job.id < ${below}::bigint)
        and (${task}::text is null or named.identifier = ${task})
      order by job.id desc
    ) as found
    where found.state is not null
      and (${state}::text is null or found.state = ${state})
    limit ${limit}`);
}

/** Locks a job, and returns whether it failed or waits after a failure. */
export function selectForRetry(tx: Tx, id: string): Promise<{ isWaiting: boolean } | undefined> {
  return tx.row<{ isWaiting: boolean }>(sql`
    select locked_at is null
      and (attempts >= max_attempts or attempts > 0 and run_at > now()) as "isWaiting"
    from graphile_worker._private_jobs
    where id = ${id}::bigint
    for update`);
}

/** Makes a job due now, with all its attempts. */
export async function rescheduleJob(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    select from graphile_worker.reschedule_jobs(
      array[${id}::bigint], run_at => now(), attempts => 0
    )`);
}
