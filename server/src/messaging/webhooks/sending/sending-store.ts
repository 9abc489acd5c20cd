import { type Queryable, type Sql, sql, type Tx } from '../../../platform/db/database.ts';
import { ofAccounts } from '../../../platform/db/distribution.ts';
import type { Event } from '../../events/index.ts';
import { ASKED_EVENTS, type Endpoint, type EndpointKey } from '../endpoints/endpoint.ts';
import { endpointColumns } from '../endpoints/endpoint-store.ts';

/** An endpoint as its sender reads it: what sending needs, and whether there is work. */
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
    ${endpointColumns}, e.enabled, e.last_sequence as "lastSequence",
    s.last_sequence as head, e.failing_since as "failingSince",
    coalesce(
      (e.paused_until is null or e.paused_until <= ${now})
      and (e.enabled and e.last_sequence < s.last_sequence or e.retry_at <= ${now}),
      false
    ) as "hasWork"`;
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

/** Binds a column to the accounts of the keys, which statements that lock or write need. */
function onNode(db: Queryable, column: Sql, keys: readonly EndpointKey[]): Sql {
  const accountIds = keys.map(({ accountId }) => accountId);
  return ofAccounts(db, column, accountIds);
}

/** Returns those of these endpoints that this sender still leases. */
export function selectOwn(
  db: Queryable,
  { sender, now, keys }: { sender: string; now: Date; keys: readonly EndpointKey[] },
): Promise<SeenEndpoint[]> {
  return db.rows<SeenEndpoint>(sql`
    select ${seenColumns(now)}
    from ${seenTables}
    join ${keysOf(keys)} on k.account_id = e.account_id and k.event = e.event
    where e.sender = ${sender}
      ${onNode(db, sql`e.account_id`, keys)}
      ${onNode(db, sql`s.account_id`, keys)}`);
}

/**
 * Returns endpoints with work whose lease is free or has expired, longest waiting first. A pause
 * that a receiver asked for is waited out.
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
      and (e.paused_until is null or e.paused_until <= ${now})
      and (e.sender is not null or e.retry_at <= ${now}
        or e.enabled and e.last_sequence < s.last_sequence)
    order by e.sender_until nulls first
    limit ${limit}`);
}

/** Locks those of the endpoints whose lease is free, expired or this sender's own. */
export function lockEndpoints(
  tx: Tx,
  { sender, now, keys }: { sender: string; now: Date; keys: readonly EndpointKey[] },
): Promise<SeenEndpoint[]> {
  return tx.rows<SeenEndpoint>(sql`
    select ${seenColumns(now)}
    from ${seenTables}
    where (e.account_id, e.event) in (select k.account_id, k.event from ${keysOf(keys)})
      ${onNode(tx, sql`e.account_id`, keys)}
      ${onNode(tx, sql`s.account_id`, keys)}
      and (e.sender is null or e.sender_until < clock_timestamp() or e.sender = ${sender})
    for update of e skip locked`);
}

/** A delivery as its sender holds it in memory. */
export type Outbound = EndpointKey & {
  id: string;
  createdAt: Date;
  body: string;
  orderKey: string | null;
  attempts: number;
  tries: number;
};

export type DueRequest = EndpointKey & {
  capacity: number;
  /** Also first attempts that a previous sender recorded and possibly sent. */
  withPossiblySent: boolean;
};

/** Returns what is due at these endpoints and not `held`, in the order of sending. */
export function selectDue(
  tx: Tx,
  asked: readonly DueRequest[],
  { now, held }: { now: Date; held: readonly string[] },
): Promise<Outbound[]> {
  return tx.rows<Outbound>(sql`
    select due.account_id as "accountId", due.event, due.id, due.created_at as "createdAt",
      due.body, due.order_key as "orderKey", due.attempts, due.tries
    from unnest(
      ${asked.map((one) => one.accountId)}::uuid[],
      ${asked.map((one) => one.event)}::text[],
      ${asked.map((one) => one.capacity)}::integer[],
      ${asked.map((one) => (one.withPossiblySent ? '-infinity' : 'epoch'))}::timestamptz[]
    ) as k (account_id, event, capacity, since)
    cross join lateral (
      select d.account_id, d.event, d.id, d.created_at, d.body, d.order_key, d.attempts, d.tries,
        d.next_attempt_at, d.event_sequence
      from webhook_deliveries d
      where d.account_id = k.account_id
        ${onNode(tx, sql`d.account_id`, asked)}
        and d.event = k.event
        and d.status = 'pending'
        and d.next_attempt_at >= k.since
        and d.next_attempt_at <= ${now}
        and not exists (
          select 1
          from unnest(${held}::uuid[]) as h (id)
          where h.id = d.id
        )
      order by d.next_attempt_at, d.event_sequence
      limit k.capacity
    ) as due
    order by due.next_attempt_at, due.event_sequence`);
}

export type EventsRequest = EndpointKey & {
  after: bigint;
  until: bigint;
  types: readonly string[];
  capacity: number;
};

/** Returns the next events of these endpoints' types, oldest first. */
export function selectNews(
  tx: Tx,
  asked: readonly EventsRequest[],
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
      ${asked.map((one) => one.capacity)}::integer[]
    ) as k (account_id, event, after, until, types, capacity)
    cross join lateral (
      select v.sequence, v.id, v.type, v.body, v.created_at
      from events v
      where v.account_id = k.account_id
        ${onNode(tx, sql`v.account_id`, asked)}
        and v.sequence > k.after
        and v.sequence <= k.until
        and v.type = any (string_to_array(k.types, ','))
      order by v.sequence
      limit k.capacity
    ) as news
    order by k.account_id, k.event, news.sequence`);
}

export type NewDelivery = Outbound & { url: string; sequence: bigint };

/** Records deliveries before their first attempt. */
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

export type Claimed = EndpointKey & {
  lastSequence: bigint;
  /** Whether more than was asked for may be due now. */
  mayHaveMoreDue: boolean;
  isLeased: boolean;
};

/** Moves the cursors, and leases the endpoints that something is sent to. */
export async function updateClaimed(
  tx: Tx,
  claimed: readonly Claimed[],
  { sender, now, leaseMs }: { sender: string; now: Date; leaseMs: number },
): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints e
    set
      last_sequence = claimed.last_sequence,
      retry_at = case
        when not e.enabled then null
        when claimed.may_have_more_due then ${now}
        else (
          select min(d.next_attempt_at)
          from webhook_deliveries d
          where d.account_id = e.account_id
            ${onNode(tx, sql`d.account_id`, claimed)}
            and d.event = e.event
            and d.status = 'pending'
            and d.next_attempt_at > ${now}
        )
      end,
      sender = case when claimed.is_leased then ${sender}::uuid end,
      sender_until = now() + make_interval(secs => ${leaseMs / 1000})
    from unnest(
      ${claimed.map((one) => one.accountId)}::uuid[],
      ${claimed.map((one) => one.event)}::text[],
      ${claimed.map((one) => one.lastSequence)}::bigint[],
      ${claimed.map((one) => one.mayHaveMoreDue)}::boolean[],
      ${claimed.map((one) => one.isLeased)}::boolean[]
    ) as claimed (account_id, event, last_sequence, may_have_more_due, is_leased)
    where e.account_id = claimed.account_id
      and e.event = claimed.event
      ${onNode(tx, sql`e.account_id`, claimed)}`);
}

/** Renews the leases of these endpoints. */
export async function renewEndpoints(
  db: Queryable,
  { sender, keys, leaseMs }: { sender: string; keys: readonly EndpointKey[]; leaseMs: number },
): Promise<void> {
  await db.run(sql`
    update webhook_endpoints e
    set sender_until = now() + make_interval(secs => ${leaseMs / 1000})
    from ${keysOf(keys)}
    where k.account_id = e.account_id
      and k.event = e.event
      and e.sender = ${sender}
      ${onNode(db, sql`e.account_id`, keys)}`);
}

/**
 * Ends the leases of these endpoints and stores when their next delivery is due. A statement of its
 * own locks first: that time must be read after a replay that was first, not beside it.
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
      ${onNode(tx, sql`e.account_id`, keys)}
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
          ${onNode(tx, sql`d.account_id`, keys)}
          and d.event = e.event
          and d.status = 'pending'
      ) end
    from ${keysOf(keys)}
    where k.account_id = e.account_id
      and k.event = e.event
      and e.sender = ${sender}
      ${onNode(tx, sql`e.account_id`, keys)}`);
}
