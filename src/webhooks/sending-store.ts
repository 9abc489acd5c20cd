import { type Queryable, type Sql, sql, type Tx } from '../db/database.ts';
import type { Event } from '../events/index.ts';
import { ASKED_EVENTS, type Endpoint } from './endpoint.ts';

/** What names an endpoint. */
export type EndpointKey = { accountId: string; event: string };

/** An endpoint as its sender finds it: what to send with, and whether there is something to send. */
export type SeenEndpoint = Endpoint & {
  enabled: boolean;
  lastSequence: bigint;
  /** The number of the account's newest event. */
  head: bigint;
  failingSince: Date | null;
  hasWork: boolean;
};

function seenColumns(now: Date): Sql {
  return sql`
    e.account_id as "accountId", a.mode, e.event, e.url, e.enabled,
    e.secret_encrypted as "secretEncrypted",
    e.previous_secret_encrypted as "previousSecretEncrypted",
    e.previous_secret_until as "previousSecretUntil", e.last_sequence as "lastSequence",
    s.last_sequence as head, e.failing_since as "failingSince",
    coalesce(e.enabled and e.last_sequence < s.last_sequence or e.retry_at <= ${now}, false)
      as "hasWork"`;
}

const seenTables = sql`
  webhook_endpoints e
  join event_sequences s on s.account_id = e.account_id
  join accounts a on a.id = e.account_id`;

function keysOf(keys: readonly EndpointKey[]): Sql {
  return sql`unnest(
    ${keys.map((key) => key.accountId)}::uuid[],
    ${keys.map((key) => key.event)}::text[]
  ) as k (account_id, event)`;
}

/** Those of these endpoints that this sender still has. */
export function selectOwn(
  db: Queryable,
  { sender, now, keys }: { sender: string; now: Date; keys: readonly EndpointKey[] },
): Promise<SeenEndpoint[]> {
  return db.rows<SeenEndpoint>(sql`
    select ${seenColumns(now)}
    from ${seenTables}
    join ${keysOf(keys)} on k.account_id = e.account_id and k.event = e.event
    where e.sender = ${sender}`);
}

/**
 * Endpoints with something to send that no sender has, or whose sender has gone, those first that
 * have waited longest.
 */
export function selectWaiting(
  db: Queryable,
  { now, limit }: { now: Date; limit: number },
): Promise<EndpointKey[]> {
  return db.rows<EndpointKey>(sql`
    select e.account_id as "accountId", e.event
    from webhook_endpoints e
    join event_sequences s on s.account_id = e.account_id
    where e.event <> all (${ASKED_EVENTS}::text[])
      and (e.sender is null or e.sender_until < clock_timestamp())
      and (e.sender is not null or e.retry_at <= ${now}
        or e.enabled and e.last_sequence < s.last_sequence)
    order by e.sender_until nulls first
    limit ${limit}`);
}

/** Locks those of the endpoints that are free, abandoned or this sender's own. */
export function lockEndpoints(
  tx: Tx,
  { sender, now, keys }: { sender: string; now: Date; keys: readonly EndpointKey[] },
): Promise<SeenEndpoint[]> {
  return tx.rows<SeenEndpoint>(sql`
    select ${seenColumns(now)}
    from ${seenTables}
    join ${keysOf(keys)} on k.account_id = e.account_id and k.event = e.event
    where e.sender is null or e.sender_until < clock_timestamp() or e.sender = ${sender}
    for update of e skip locked`);
}

/** A delivery as its sender holds it. */
export type Outbound = EndpointKey & {
  id: string;
  createdAt: Date;
  body: string;
  orderKey: string | null;
  attempts: number;
  tries: number;
};

export type DueAsked = EndpointKey & {
  room: number;
  /** Also first attempts: the endpoint was taken over, and nobody knows whether they were made. */
  withFirst: boolean;
};

/** What is due at these endpoints, in the order in which it is to be sent; not what is `held`. */
export function selectDue(
  tx: Tx,
  asked: readonly DueAsked[],
  { now, held }: { now: Date; held: readonly string[] },
): Promise<Outbound[]> {
  return tx.rows<Outbound>(sql`
    select due.account_id as "accountId", due.event, due.id, due.created_at as "createdAt",
      due.body, due.order_key as "orderKey", due.attempts, due.tries
    from unnest(
      ${asked.map((one) => one.accountId)}::uuid[],
      ${asked.map((one) => one.event)}::text[],
      ${asked.map((one) => one.room)}::integer[],
      ${asked.map((one) => one.withFirst)}::boolean[]
    ) as k (account_id, event, room, with_first)
    cross join lateral (
      select d.account_id, d.event, d.id, d.created_at, d.body, d.order_key, d.attempts, d.tries,
        d.next_attempt_at, d.event_sequence
      from webhook_deliveries d
      where d.account_id = k.account_id
        and d.event = k.event
        and d.status = 'pending'
        and d.next_attempt_at <= ${now}
        and (k.with_first or d.next_attempt_at > '-infinity')
        and d.id <> all (${held}::uuid[])
      order by d.next_attempt_at, d.event_sequence
      limit k.room
    ) as due
    order by due.next_attempt_at, due.event_sequence`);
}

export type EventsAsked = EndpointKey & {
  after: bigint;
  until: bigint;
  types: readonly string[];
  room: number;
};

/** The next events of these endpoints' types, oldest first. */
export function selectNews(
  tx: Tx,
  asked: readonly EventsAsked[],
): Promise<(Event & { accountId: string; endpoint: string })[]> {
  return tx.rows(sql`
    select k.account_id as "accountId", k.event as endpoint, news.sequence, news.id, news.type,
      news.body, news.created_at as "createdAt"
    from unnest(
      ${asked.map((one) => one.accountId)}::uuid[],
      ${asked.map((one) => one.event)}::text[],
      ${asked.map((one) => one.after)}::bigint[],
      ${asked.map((one) => one.until)}::bigint[],
      ${asked.map((one) => one.types.join())}::text[],
      ${asked.map((one) => one.room)}::integer[]
    ) as k (account_id, event, after, until, types, room)
    cross join lateral (
      select v.sequence, v.id, v.type, v.body, v.created_at
      from events v
      where v.account_id = k.account_id
        and v.sequence > k.after
        and v.sequence <= k.until
        and v.type = any (string_to_array(k.types, ','))
      order by v.sequence
      limit k.room
    ) as news
    order by k.account_id, k.event, news.sequence`);
}

export type NewDelivery = Outbound & { url: string; sequence: bigint };

/** Writes first attempts down before they are made. */
export async function insertDeliveries(tx: Tx, made: readonly NewDelivery[]): Promise<void> {
  await tx.run(sql`
    insert into webhook_deliveries (
      account_id, id, event, url, status, event_sequence, order_key, body, next_attempt_at,
      created_at
    )
    select account_id, id, event, url, 'pending', sequence, order_key, body, '-infinity', created_at
    from unnest(
      ${made.map((one) => one.accountId)}::uuid[],
      ${made.map((one) => one.id)}::uuid[],
      ${made.map((one) => one.event)}::text[],
      ${made.map((one) => one.url)}::text[],
      ${made.map((one) => one.sequence)}::bigint[],
      ${made.map((one) => one.orderKey)}::text[],
      ${made.map((one) => one.body)}::text[],
      ${made.map((one) => one.createdAt)}::timestamptz[]
    ) as made (account_id, id, event, url, sequence, order_key, body, created_at)`);
}

export type Taken = EndpointKey & {
  lastSequence: bigint;
  /** Whether more than was asked for may be due now. */
  hasMoreDue: boolean;
  isKept: boolean;
};

/** Moves the cursors, and keeps the endpoints that something is sent to. */
export async function updateTaken(
  tx: Tx,
  taken: readonly Taken[],
  { sender, now, leaseMs }: { sender: string; now: Date; leaseMs: number },
): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints e
    set
      last_sequence = taken.last_sequence,
      retry_at = case
        when not e.enabled then null
        when taken.has_more_due then ${now}
        else (
          select min(d.next_attempt_at)
          from webhook_deliveries d
          where d.account_id = e.account_id
            and d.event = e.event
            and d.status = 'pending'
            and d.next_attempt_at > ${now}
        )
      end,
      sender = case when taken.is_kept then ${sender}::uuid end,
      sender_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    from unnest(
      ${taken.map((one) => one.accountId)}::uuid[],
      ${taken.map((one) => one.event)}::text[],
      ${taken.map((one) => one.lastSequence)}::bigint[],
      ${taken.map((one) => one.hasMoreDue)}::boolean[],
      ${taken.map((one) => one.isKept)}::boolean[]
    ) as taken (account_id, event, last_sequence, has_more_due, is_kept)
    where e.account_id = taken.account_id
      and e.event = taken.event`);
}

/** Keeps these endpoints for another while. */
export async function renewEndpoints(
  db: Queryable,
  { sender, keys, leaseMs }: { sender: string; keys: readonly EndpointKey[]; leaseMs: number },
): Promise<void> {
  await db.run(sql`
    update webhook_endpoints e
    set sender_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    from ${keysOf(keys)}
    where k.account_id = e.account_id
      and k.event = e.event
      and e.sender = ${sender}`);
}

/** Leaves these endpoints to whoever comes first, with the time of what is still to be sent. */
export async function releaseEndpoints(
  db: Queryable,
  { sender, keys }: { sender: string; keys: readonly EndpointKey[] },
): Promise<void> {
  await db.run(sql`
    update webhook_endpoints e
    set
      sender = null,
      retry_at = case when e.enabled then (
        select min(d.next_attempt_at)
        from webhook_deliveries d
        where d.account_id = e.account_id
          and d.event = e.event
          and d.status = 'pending'
      ) end
    from ${keysOf(keys)}
    where k.account_id = e.account_id
      and k.event = e.event
      and e.sender = ${sender}`);
}

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
};

/**
 * Writes attempts down. A delivery that was given up meanwhile stays so, unless it arrived; one that
 * another sender has attempted meanwhile keeps that sender's word.
 */
export async function insertOutcomes(db: Queryable, outcomes: readonly Outcome[]): Promise<void> {
  await db.run(sql`
    with told as (
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
        ${outcomes.map((one) => one.accountId)}::uuid[],
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
      returning d.account_id, d.id, d.attempts, o.at, o.http_status, o.error, o.duration_ms,
        o.response
    )
    insert into webhook_attempts (
      account_id, delivery_id, number, attempted_at, http_status, error, duration_ms, response
    )
    select account_id, id, attempts, at, http_status, error, duration_ms, response
    from told`);
}

/** What a batch of attempts says about an endpoint. */
export type Health = EndpointKey & {
  url: string;
  hasSuccess: boolean;
  /** The first failure of the batch. */
  failedAt: Date | null;
  retryAt: Date | null;
};

export type FailingSince = EndpointKey & { failingSince: Date | null };

/** Notes since when these endpoints fail everything, and gives it for those where it changes or counts. */
export function updateHealth(db: Queryable, health: readonly Health[]): Promise<FailingSince[]> {
  return db.rows<FailingSince>(sql`
    update webhook_endpoints e
    set
      failing_since = case
        when h.has_success then null
        else coalesce(e.failing_since, h.failed_at)
      end,
      retry_at = least(e.retry_at, h.retry_at)
    from unnest(
      ${health.map((one) => one.accountId)}::uuid[],
      ${health.map((one) => one.event)}::text[],
      ${health.map((one) => one.url)}::text[],
      ${health.map((one) => one.hasSuccess)}::boolean[],
      ${health.map((one) => one.failedAt)}::timestamptz[],
      ${health.map((one) => one.retryAt)}::timestamptz[]
    ) as h (account_id, event, url, has_success, failed_at, retry_at)
    where e.account_id = h.account_id
      and e.event = h.event
      and e.url = h.url
      and e.enabled
      and (h.failed_at is not null or e.failing_since is not null)
    returning e.account_id as "accountId", e.event, e.failing_since as "failingSince"`);
}
