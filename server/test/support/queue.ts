import { type Database, sql } from '../../src/platform/db/database.ts';
import type { Tasks } from '../../src/platform/jobs/index.ts';

type Queued = { task: string; payload: unknown; runAt: Date };

/**
 * Runs what is due in the queue by `now`, and what that queues, one after the other; as a worker
 * would whose clock shows `now`. What is due at once bears the database's time, which goes on while
 * a test's clock stands. Jobs of other tasks stay.
 */
export async function runQueue(db: Database, tasks: Tasks, now: Date): Promise<number> {
  for (let count = 0; ; count += 1) {
    const job = await takeJob(db, Object.keys(tasks), now);
    if (!job) return count;
    await tasks[job.task]?.(job.payload, AbortSignal.timeout(60_000));
  }
}

function takeJob(db: Database, tasks: string[], now: Date) {
  return db.row<Queued>(sql`
    delete from graphile_worker._private_jobs as job
    using graphile_worker._private_tasks as task
    where task.id = job.task_id
      and job.id = (
        select next.id
        from graphile_worker._private_jobs as next
        join graphile_worker._private_tasks as its on its.id = next.task_id
        where its.identifier = any(${tasks}::text[])
          and next.run_at <= greatest(${now}::timestamptz, now())
        order by next.run_at, next.id
        limit 1
        for update of next skip locked
      )
    returning task.identifier as task, job.payload, job.run_at as "runAt"`);
}
