import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { InstallationEvent } from './installation-event.ts';

const columns = sql`
  id, esim_profile_id as "esimProfileId", outcome, platform, platform_code as "platformCode", model,
  system_version as "systemVersion", occurred_at as "occurredAt", received_at as "receivedAt"`;

type OfProfile = { accountId: string; esimProfileId: string };

/** Returns false if the eSIM has an event with this ID. */
export async function insertEvent(
  tx: Tx,
  accountId: string,
  event: InstallationEvent,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into installation_events (account_id, esim_profile_id, id, outcome, platform,
      platform_code, model, system_version, occurred_at, received_at)
    values (${accountId}, ${event.esimProfileId}, ${event.id}, ${event.outcome},
      ${event.platform}, ${event.platformCode}, ${event.model}, ${event.systemVersion},
      ${event.occurredAt}, ${event.receivedAt})
    on conflict (account_id, esim_profile_id, id) do nothing`);
  return inserted === 1;
}

export function selectEvent(
  db: Queryable,
  { accountId, esimProfileId, id }: OfProfile & { id: string },
): Promise<InstallationEvent | undefined> {
  return db.row<InstallationEvent>(sql`
    select ${columns}
    from installation_events
    where account_id = ${accountId}
      and esim_profile_id = ${esimProfileId}
      and id = ${id}`);
}

export async function countEvents(
  db: Queryable,
  { accountId, esimProfileId }: OfProfile,
): Promise<number> {
  const row = await db.row<{ events: number }>(sql`
    select count(*)::int as events
    from installation_events
    where account_id = ${accountId}
      and esim_profile_id = ${esimProfileId}`);
  return row?.events ?? 0;
}

/** Returns how often apps reported that they installed an eSIM. */
export async function countSuccesses(
  db: Queryable,
  { accountId, esimProfileId }: OfProfile,
): Promise<number> {
  const row = await db.row<{ successes: number }>(sql`
    select count(*)::int as successes
    from installation_events
    where account_id = ${accountId}
      and esim_profile_id = ${esimProfileId}
      and outcome = 'succeeded'`);
  return row?.successes ?? 0;
}

/** Returns the latest event of each of these eSIMs, by the ID of the eSIM. */
export async function readLatestInstallations(
  db: Queryable,
  { accountId, profileIds }: { accountId: string; profileIds: readonly string[] },
): Promise<Map<string, InstallationEvent>> {
  const events = await db.rows<InstallationEvent>(sql`
    select distinct on (esim_profile_id) ${columns}
    from installation_events
    where account_id = ${accountId}
      and esim_profile_id = any(${[...profileIds]}::uuid[])
    order by esim_profile_id, occurred_at desc, id desc`);
  return new Map(events.map((event) => [event.esimProfileId, event]));
}

/** Erases which phones a customer's eSIMs were installed on; that they were installed stays. */
export async function eraseInstallationDevices(
  { db, accountId }: { db: Tx; accountId: string },
  customerId: string,
): Promise<void> {
  await db.run(sql`
    update installation_events
    set model = null, system_version = null
    where account_id = ${accountId}
      and esim_profile_id in (
        select id
        from esim_profiles
        where account_id = ${accountId}
          and customer_id = ${customerId}
      )`);
}

/** Returns the events of these eSIMs, the newest first. */
export function readInstallations(
  db: Queryable,
  of: { accountId: string; profileIds: readonly string[]; limit: number },
): Promise<InstallationEvent[]> {
  return db.rows<InstallationEvent>(sql`
    select ${columns}
    from installation_events
    where account_id = ${of.accountId}
      and esim_profile_id = any(${[...of.profileIds]}::uuid[])
    order by occurred_at desc, id desc
    limit ${of.limit}`);
}
