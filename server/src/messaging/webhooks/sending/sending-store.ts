import { type Queryable, type Sql, sql, type Tx } from '../../../platform/db/database.ts';
import type { Event } from '../../events/index.ts';
import { ASKED_EVENTS, type Endpoint } from '../endpoints/endpoint.ts';

/** What names an endpoint. */
export type EndpointKey = { accountId: string; event: string };

/** An endpoint as its sender finds it: what to send with, and whether there is anything. */
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
    where (e.account_id, e.event) in (select k.account_id, k.event from ${keysOf(keys)})
      and (e.sender is null or e.sender_until < clock_timestamp() or e.sender = ${sender})
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
      ${asked.map((one) => (one.withFirst ? '-infinity' : 'epoch'))}::timestamptz[]
    ) as k (account_id, event, room, since)
    cross join lateral (
      select d.account_id, d.event, d.id, d.created_at, d.body, d.order_key, d.attempts, d.tries,
        d.next_attempt_at, d.event_sequence
      from webhook_deliveries d
      where d.account_id = k.account_id
        and d.event = k.event
        and d.status = 'pending'
        and d.next_attempt_at >= k.since
        and d.next_attempt_at <= ${now}
        and not exists (
          select
          from unnest(${held}::uuid[]) as h (id)
          where h.id = d.id
        )
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

/**
 * Leaves these endpoints to whoever comes first, with the time of what is still to be sent. Locked
 * by a statement of its own: the time must be read after a replay that was first, not beside it.
 */
export async function releaseEndpoints(
  tx: Tx,
  { sender, keys }: { sender: string; keys: readonly EndpointKey[] },
): Promise<void> {
  await tx.run(sql`
    select
    from webhook_endpoints e
    where (e.account_id, e.event) in (select k.account_id, k.event from ${keysOf(keys)})
      and e.sender = ${sender}
    order by e.account_id, e.event
    for update`);
  await tx.run(sql`
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
