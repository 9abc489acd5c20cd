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

/** Returns whether the queue's tables were made. */
export async function hasJobTables(db: Queryable): Promise<boolean> {
  const row = await db.row<{ exists: boolean }>(sql`
    select to_regclass('graphile_worker._private_jobs') is not null as exists`);
  return row?.exists ?? false;
}

/** Frees the jobs that these ended runs had locked. */
export async function unlockJobs(db: Queryable, lockedBy: string[]): Promise<void> {
  await db.run(sql`select from graphile_worker.force_unlock_workers(${lockedBy}::text[])`);
}

/** Records a heartbeat of the run with this name. */
export async function beat(db: Queryable, runId: string): Promise<void> {
  await db.run(sql`
    insert into job_runs (id, seen_at)
    values (${runId}, now())
    on conflict (id) do update
    set seen_at = excluded.seen_at`);
}

/** Releases the jobs of runs that have not been seen for so long, and returns those runs. */
export async function releaseDeadRuns(db: Queryable, deadAfterSeconds: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    with dead as (
      select distinct job.locked_by as id
      from graphile_worker._private_jobs as job
      where job.locked_at < now() - make_interval(secs => ${deadAfterSeconds})
        and not exists (
          select 1 from job_runs as run
          where run.id = job.locked_by
            and run.seen_at > now() - make_interval(secs => ${deadAfterSeconds})
        )
    ), released as (
      select graphile_worker.force_unlock_workers(array_agg(id)) from dead having count(*) > 0
    )
    select dead.id from dead cross join released`);
  return rows.map(({ id }) => id);
}

/** Deletes the records of runs that ended long ago. */
export async function deleteOldRuns(db: Queryable): Promise<void> {
  await db.run(sql`delete from job_runs where seen_at < now() - interval '1 day'`);
}

/** A task with jobs in the queue. A job that failed for good is not tried again. */
export type Backlog = { task: string; due: number; failed: number; oldestSeconds: number };

/** Returns how many jobs of each task are due, and for how long the oldest has been. */
export function readBacklog(db: Queryable): Promise<Backlog[]> {
  return db.rows<Backlog>(sql`
    select named.identifier as task,
      count(*) filter (where job.is_available and job.run_at <= now())::int as due,
      count(*) filter (where job.attempts >= job.max_attempts)::int as failed,
      coalesce(
        extract(epoch from now() - min(job.run_at) filter (
          where job.is_available and job.run_at <= now()
        )), 0
      )::float8 as "oldestSeconds"
    from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as named on named.id = job.task_id
    group by named.identifier`);
}
