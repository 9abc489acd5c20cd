import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { deleteDeliveries } from '../deliveries/delivery-store.ts';
import type { Disabling, Endpoint, EndpointKey, Owner, Webhook } from './endpoint.ts';

/** How long the previous secret signs too after a rotation. */
const ROTATION_HOURS = 24;

const settledColumns = sql`
  event, event_types as "eventTypes", url, description, enabled, max_per_second as "maxPerSecond",
  created_at as "createdAt", failing_since as "failingSince", disabled_at as "disabledAt",
  disabled_reason as "disabledReason"`;

const webhookColumns = sql`
  ${settledColumns}, case when paused_until > now() then paused_until end as "pausedUntil"`;

/** What a statement that writes an endpoint returns: a new URL ends its pause. */
const unpausedColumns = sql`${settledColumns}, null::timestamptz as "pausedUntil"`;

/** The columns of an `Endpoint`, from `webhook_endpoints e` and `accounts a`. */
export const endpointColumns = sql`
  e.account_id as "accountId", a.mode, e.event, e.event_types as "eventTypes", e.url,
  e.max_per_second as "maxPerSecond", e.paused_until as "pausedUntil",
  e.secret_encrypted as "secretEncrypted",
  e.previous_secret_encrypted as "previousSecretEncrypted",
  e.previous_secret_until as "previousSecretUntil"`;

export function selectWebhooks(db: Queryable, accountId: string): Promise<Webhook[]> {
  return db.rows<Webhook>(sql`
    select ${webhookColumns}
    from webhook_endpoints
    where account_id = ${accountId}
    order by event`);
}

/** Returns what is needed to call this endpoint; undefined if there is none. */
export function selectEndpoint(
  db: Queryable,
  accountId: string,
  event: string,
): Promise<(Endpoint & { enabled: boolean }) | undefined> {
  return db.row<Endpoint & { enabled: boolean }>(sql`
    select ${endpointColumns}, e.enabled
    from webhook_endpoints e
    join accounts a on a.id = e.account_id
    where e.account_id = ${accountId}
      and e.event = ${event}`);
}

/** Locks the endpoint until the transaction ends; undefined if there is none. */
export function lockWebhook(
  tx: Tx,
  accountId: string,
  event: string,
): Promise<Webhook | undefined> {
  return tx.row<Webhook>(sql`
    select ${webhookColumns}
    from webhook_endpoints
    where account_id = ${accountId}
      and event = ${event}
    for update`);
}

/** Locks the enabled endpoints until the transaction ends and returns their names. */
export async function lockEnabledEvents(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx.rows<{ event: string }>(sql`
    select event
    from webhook_endpoints
    where account_id = ${accountId}
      and enabled
    order by event
    for update`);
  return rows.map(({ event }) => event);
}

/** Returns how many endpoints the account has created, besides those that are set for an event. */
export async function countCreatedEndpoints(tx: Tx, accountId: string): Promise<number> {
  const row = await tx.row<{ count: number }>(sql`
    select count(*)::integer as count
    from webhook_endpoints
    where account_id = ${accountId}
      and event_types is not null`);
  return row?.count ?? 0;
}

export type NewEndpoint = Pick<
  Webhook,
  'event' | 'eventTypes' | 'url' | 'description' | 'enabled' | 'maxPerSecond'
> & { accountId: string; secretEncrypted: Buffer };

/**
 * Returns undefined if there is an endpoint of this name already. The endpoint receives events from
 * now on.
 */
export function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<Webhook | undefined> {
  return tx.row<Webhook>(sql`
    insert into webhook_endpoints (
      account_id, event, event_types, url, description, enabled, max_per_second, secret_encrypted,
      last_sequence
    )
    select ${endpoint.accountId}::uuid, ${endpoint.event}, ${endpoint.eventTypes}::text[],
      ${endpoint.url}, ${endpoint.description}, ${endpoint.enabled}, ${endpoint.maxPerSecond},
      ${endpoint.secretEncrypted}, last_sequence
    from event_sequences
    where account_id = ${endpoint.accountId}
    on conflict (account_id, event) do nothing
    returning ${unpausedColumns}`);
}

/** Clears the health of the endpoint. One that was disabled receives events from now on. */
export function updateEndpoint(
  tx: Tx,
  endpoint: Omit<NewEndpoint, 'secretEncrypted'>,
): Promise<Webhook | undefined> {
  return tx.row<Webhook>(sql`
    update webhook_endpoints
    set
      url = ${endpoint.url},
      event_types = ${endpoint.eventTypes}::text[],
      description = ${endpoint.description},
      max_per_second = ${endpoint.maxPerSecond},
      enabled = ${endpoint.enabled},
      last_sequence = case when enabled then last_sequence else (
        select s.last_sequence
        from event_sequences s
        where s.account_id = ${endpoint.accountId}
      ) end,
      retry_at = case when ${endpoint.enabled} then retry_at end,
      sender = case when ${endpoint.enabled} then sender end,
      failing_since = null,
      paused_until = null,
      disabled_at = null,
      disabled_reason = null
    where account_id = ${endpoint.accountId}
      and event = ${endpoint.event}
    returning ${unpausedColumns}`);
}

/** Returns the owner; undefined if the endpoint was disabled or has another URL by now. */
export function updateDisabled(tx: Tx, disabling: Disabling): Promise<Owner | undefined> {
  return tx.row<Owner>(sql`
    update webhook_endpoints e
    set
      enabled = false,
      disabled_at = ${disabling.at},
      disabled_reason = ${disabling.reason},
      retry_at = null,
      sender = null
    from accounts a
    where e.account_id = ${disabling.accountId}
      and e.event = ${disabling.event}
      and e.url = ${disabling.url}
      and e.enabled
      and a.id = e.account_id
    returning a.organization_id as "organizationId", a.mode`);
}

/** Replaces the secret. The previous one also signs for a day. */
export async function updateSecret(
  tx: Tx,
  { accountId, event, secretEncrypted }: EndpointKey & { secretEncrypted: Buffer },
): Promise<Webhook | undefined> {
  await tx.run(sql`
    update webhook_endpoints
    set
      secret_encrypted = ${secretEncrypted},
      previous_secret_encrypted = secret_encrypted,
      previous_secret_until = now() + make_interval(hours => ${ROTATION_HOURS})
    where account_id = ${accountId}
      and event = ${event}`);
  return lockWebhook(tx, accountId, event);
}

export async function deleteEndpoint(tx: Tx, accountId: string, event: string): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from webhook_endpoints
    where account_id = ${accountId}
      and event = ${event}`);
  return deleted === 1;
}

/** Makes these endpoints due now, also during a pause that a receiver asked for. */
export async function updateRetry(
  tx: Tx,
  accountId: string,
  events: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints
    set retry_at = least(retry_at, now()), paused_until = null
    where account_id = ${accountId}
      and event = any (${events}::text[])
      and enabled`);
}

/**
 * Lets every endpoint of a sandbox account that is reset receive only events from now on, and
 * deletes its deliveries. URLs and secrets stay.
 */
export async function resetWebhooks({
  db: tx,
  accountId,
}: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints e
    set
      last_sequence = s.last_sequence,
      retry_at = null,
      sender = null,
      failing_since = null,
      paused_until = null
    from event_sequences s
    where e.account_id = ${accountId}
      and s.account_id = ${accountId}`);
  await deleteDeliveries(tx, accountId);
}
