import { type Queryable, sql } from '../../../platform/db/database.ts';
import { ofAccounts } from '../../../platform/db/distribution.ts';
import type { EndpointKey } from '../endpoints/endpoint.ts';

/** How an attempt ended, and what follows. */
export type Outcome = EndpointKey & {
  id: string;
  createdAt: Date;
  /** The attempts before this one, so that an attempt counts once. */
  attempts: number;
  url: string;
  at: Date;
  httpStatus: number | null;
  error: string | null;
  durationMs: number;
  response: string;
  /** The next attempt after a failed one; null when there is none. */
  nextAttemptAt: Date | null;
  /** Until when the receiver asked for a pause. */
  pausedUntil: Date | null;
};

/**
 * Records attempts. A delivery that was marked failed meanwhile stays so, unless it arrived. One
 * that another sender has attempted meanwhile keeps that sender's outcome.
 */
export async function insertOutcomes(db: Queryable, outcomes: readonly Outcome[]): Promise<void> {
  const accountIds = outcomes.map(({ accountId }) => accountId);
  await db.run(sql`
    with recorded as (
      update webhook_deliveries d
      set
        status = case
          when o.error is null then 'delivered'
          when d.status = 'pending' and o.next_attempt_at is null then 'failed'
          else d.status
        end,
        next_attempt_at = case
          when o.error is not null and d.status = 'pending' then o.next_attempt_at
        end,
        attempts = d.attempts + 1,
        tries = d.tries + 1,
        url = o.url
      from unnest(
        ${accountIds}::uuid[],
        ${outcomes.map((one) => one.id)}::uuid[],
        ${outcomes.map((one) => one.createdAt)}::timestamptz[],
        ${outcomes.map((one) => one.attempts)}::integer[],
        ${outcomes.map((one) => one.url)}::text[],
        ${outcomes.map((one) => one.at)}::timestamptz[],
        ${outcomes.map((one) => one.httpStatus)}::integer[],
        ${outcomes.map((one) => one.error)}::text[],
        ${outcomes.map((one) => one.durationMs)}::integer[],
        ${outcomes.map((one) => one.response)}::text[],
        ${outcomes.map((one) => one.nextAttemptAt)}::timestamptz[]
      ) as o (account_id, id, created_at, attempts, url, at, http_status, error, duration_ms,
        response, next_attempt_at)
      where d.account_id = o.account_id
        and d.id = o.id
        and d.created_at = o.created_at
        and d.attempts = o.attempts
        ${ofAccounts(db, sql`d.account_id`, accountIds)}
      returning d.account_id, d.id, d.attempts, o.at, o.http_status, o.error, o.duration_ms,
        o.response
    )
    insert into webhook_attempts (
      account_id, delivery_id, number, attempted_at, http_status, error, duration_ms, response
    )
    select account_id, id, attempts, at, http_status, error, duration_ms, response
    from recorded`);
}

/** The result of a batch of attempts for an endpoint. */
export type Health = EndpointKey & {
  url: string;
  hasSuccess: boolean;
  /** The first failure of the batch. */
  failedAt: Date | null;
  retryAt: Date | null;
  pausedUntil: Date | null;
};

export type FailingSince = EndpointKey & { failingSince: Date | null };

/** Records since when these endpoints have failed everything, and returns it where it changed. */
export function updateHealth(db: Queryable, health: readonly Health[]): Promise<FailingSince[]> {
  const accountIds = health.map(({ accountId }) => accountId);
  return db.rows<FailingSince>(sql`
    update webhook_endpoints e
    set
      failing_since = case
        when h.has_success then null
        else coalesce(e.failing_since, h.failed_at)
      end,
      retry_at = least(e.retry_at, h.retry_at),
      paused_until = greatest(e.paused_until, h.paused_until)
    from unnest(
      ${accountIds}::uuid[],
      ${health.map((one) => one.event)}::text[],
      ${health.map((one) => one.url)}::text[],
      ${health.map((one) => one.hasSuccess)}::boolean[],
      ${health.map((one) => one.failedAt)}::timestamptz[],
      ${health.map((one) => one.retryAt)}::timestamptz[],
      ${health.map((one) => one.pausedUntil)}::timestamptz[]
    ) as h (account_id, event, url, has_success, failed_at, retry_at, paused_until)
    where e.account_id = h.account_id
      and e.event = h.event
      and e.url = h.url
      and e.enabled
      and (h.failed_at is not null or e.failing_since is not null)
      ${ofAccounts(db, sql`e.account_id`, accountIds)}
    returning e.account_id as "accountId", e.event, e.failing_since as "failingSince"`);
}
