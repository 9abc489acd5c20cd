import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { Disabling } from '../sending/disable-endpoint.ts';
import type { Owner } from '../sending/mail-endpoint-disabled.ts';
import type { Endpoint, Webhook } from './endpoint.ts';

/** How long the old secret signs along after a rotation. */
export const ROTATION_HOURS = 24;

const webhookColumns = sql`
  event, url, enabled, created_at as "createdAt", failing_since as "failingSince",
  disabled_at as "disabledAt", disabled_reason as "disabledReason"`;

export function selectWebhooks(db: Queryable, accountId: string): Promise<Webhook[]> {
  return db.rows<Webhook>(sql`
    select ${webhookColumns}
    from webhook_endpoints
    where account_id = ${accountId}
    order by event`);
}

/** What is needed to call this address; undefined when there is none. */
export function selectEndpoint(
  db: Queryable,
  accountId: string,
  event: string,
): Promise<(Endpoint & { enabled: boolean }) | undefined> {
  return db.row<Endpoint & { enabled: boolean }>(sql`
    select e.account_id as "accountId", a.mode, e.event, e.url, e.enabled,
      e.secret_encrypted as "secretEncrypted",
      e.previous_secret_encrypted as "previousSecretEncrypted",
      e.previous_secret_until as "previousSecretUntil"
    from webhook_endpoints e
    join accounts a on a.id = e.account_id
    where e.account_id = ${accountId}
      and e.event = ${event}`);
}

/** Holds the address as it is until the transaction ends; undefined when there is none. */
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

/** The events of the addresses that are on, which stay so until the transaction ends. */
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

export type NewEndpoint = {
  accountId: string;
  event: string;
  url: string;
  enabled: boolean;
  secretEncrypted: Buffer;
};

/** Begins with what is recorded from now on. Undefined: there is an address for it already. */
export function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<Webhook | undefined> {
  return tx.row<Webhook>(sql`
    insert into webhook_endpoints (
      account_id, event, url, enabled, secret_encrypted, last_sequence
    )
    select ${endpoint.accountId}::uuid, ${endpoint.event}, ${endpoint.url}, ${endpoint.enabled},
      ${endpoint.secretEncrypted}, last_sequence
    from event_sequences
    where account_id = ${endpoint.accountId}
    on conflict (account_id, event) do nothing
    returning ${webhookColumns}`);
}

/** A fresh start at this address; one that was off begins with what is recorded from now on. */
export function updateEndpoint(
  tx: Tx,
  endpoint: Omit<NewEndpoint, 'secretEncrypted'>,
): Promise<Webhook | undefined> {
  return tx.row<Webhook>(sql`
    update webhook_endpoints
    set
      url = ${endpoint.url},
      enabled = ${endpoint.enabled},
      last_sequence = case when enabled then last_sequence else (
        select s.last_sequence
        from event_sequences s
        where s.account_id = ${endpoint.accountId}
      ) end,
      retry_at = case when ${endpoint.enabled} then retry_at end,
      sender = case when ${endpoint.enabled} then sender end,
      failing_since = null,
      disabled_at = null,
      disabled_reason = null
    where account_id = ${endpoint.accountId}
      and event = ${endpoint.event}
    returning ${webhookColumns}`);
}

/** Gives whose it was; undefined when it was off, or is another one by now. */
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

/** The secret so far signs along for a day. */
export function updateSecret(
  tx: Tx,
  { accountId, event, secretEncrypted }: Omit<NewEndpoint, 'url' | 'enabled'>,
): Promise<Webhook | undefined> {
  return tx.row<Webhook>(sql`
    update webhook_endpoints
    set
      secret_encrypted = ${secretEncrypted},
      previous_secret_encrypted = secret_encrypted,
      previous_secret_until = now() + make_interval(hours => ${ROTATION_HOURS})
    where account_id = ${accountId}
      and event = ${event}
    returning ${webhookColumns}`);
}

export async function deleteEndpoint(tx: Tx, accountId: string, event: string): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from webhook_endpoints
    where account_id = ${accountId}
      and event = ${event}`);
  return deleted === 1;
}

/** Something of this address is due now. */
export async function updateRetry(
  tx: Tx,
  accountId: string,
  events: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints
    set retry_at = least(retry_at, now())
    where account_id = ${accountId}
      and event = any (${events}::text[])
      and enabled`);
}

/** Takes every address from its sender and begins with what is recorded from now on. */
export async function updateToStart(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update webhook_endpoints e
    set
      last_sequence = s.last_sequence,
      retry_at = null,
      sender = null,
      failing_since = null
    from event_sequences s
    where e.account_id = ${accountId}
      and s.account_id = ${accountId}`);
}
