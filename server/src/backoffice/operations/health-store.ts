import { type Queryable, sql } from '../../platform/db/database.ts';

/** Whether the installation's own work goes on. */
export type Pulse = {
  /** When a worker last reported; null if none ever did, or not within the last day. */
  workerSeenAt: Date | null;
  /** Deliveries that are due although their endpoints receive, and since when. */
  lateDeliveries: number;
  lateSince: Date | null;
};

/** Returns the state of workers and deliveries; a retry that a receiver causes is not late. */
export async function readPulse(db: Queryable): Promise<Pulse | undefined> {
  return db.row<Pulse>(sql`
    select
      (select max(seen_at) from job_runs) as "workerSeenAt",
      count(late.due_at)::integer as "lateDeliveries", min(late.due_at) as "lateSince"
    from (
      select case when d.next_attempt_at = '-infinity' then d.created_at
        else d.next_attempt_at end as due_at
      from webhook_endpoints e
      join webhook_deliveries d
        on d.account_id = e.account_id and d.event = e.event and d.status = 'pending'
      where e.enabled
        and e.failing_since is null
        and (e.paused_until is null or e.paused_until <= now())
        and d.next_attempt_at < now() - interval '5 minutes'
        and d.created_at < now() - interval '5 minutes'
      limit 10000
    ) as late`);
}
