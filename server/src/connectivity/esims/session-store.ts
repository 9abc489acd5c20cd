import { newId } from '../../kernel/ids.ts';
import { timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';

/** A profile joins a network of a country. Carriers do not always name the network. */
export type SessionStart = {
  profileId: string;
  country: string;
  mcc: string | null;
  mnc: string | null;
  at: Date;
};

export type NetworkSession = {
  profileId: string;
  country: string;
  mcc: string | null;
  mnc: string | null;
  openedAt: Date;
  closedAt: Date | null;
};

export async function insertSession(
  tx: Tx,
  accountId: string,
  { profileId, country, mcc, mnc, at }: SessionStart,
): Promise<void> {
  await tx.run(sql`
    insert into network_sessions (account_id, id, esim_profile_id, country, mcc, mnc, opened_at)
    values (${accountId}, ${newId()}, ${profileId}, ${country}, ${mcc}, ${mnc}, ${at})`);
}

/**
 * Ends the open network sessions of these profiles and returns their number. No session ends before
 * it began, even if a carrier reports the two moments in the wrong order.
 */
export async function closeSessions(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { profileIds, at }: { profileIds: readonly string[]; at: Date },
): Promise<number> {
  if (profileIds.length === 0) return 0;
  return db.run(sql`
    update network_sessions
    set closed_at = greatest(opened_at, ${at})
    where account_id = ${accountId}
      and esim_profile_id = any(${[...profileIds]}::uuid[])
      and closed_at is null`);
}

/** Ends the open network sessions of profiles, each at its own moment, by profile ID. */
export async function endSessions(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  ends: ReadonlyMap<string, Date>,
): Promise<void> {
  if (ends.size === 0) return;
  await db.run(sql`
    update network_sessions as session
    set closed_at = greatest(session.opened_at, ended.at)
    from unnest(
      ${uuids([...ends.keys()])}::uuid[],
      ${timestamps([...ends.values()])}::timestamptz[]
    ) as ended (id, at)
    where session.account_id = ${accountId}
      and session.esim_profile_id = ended.id
      and session.closed_at is null`);
}

/** Returns when the profile's open network session began; undefined if none is open. */
export async function findSessionStart(
  tx: Tx,
  { accountId, profileId }: { accountId: string; profileId: string },
): Promise<Date | undefined> {
  const session = await tx.row<{ openedAt: Date }>(sql`
    select opened_at as "openedAt"
    from network_sessions
    where account_id = ${accountId}
      and esim_profile_id = ${profileId}
      and closed_at is null`);
  return session?.openedAt;
}

/** Returns every network session of these profiles, oldest first. */
export async function readSessionsOf(
  db: Queryable,
  { accountId, profileIds }: { accountId: string; profileIds: readonly string[] },
): Promise<NetworkSession[]> {
  if (profileIds.length === 0) return [];
  return db.rows<NetworkSession>(sql`
    select esim_profile_id as "profileId", country, mcc, mnc, opened_at as "openedAt",
      closed_at as "closedAt"
    from network_sessions
    where account_id = ${accountId}
      and esim_profile_id = any(${[...profileIds]}::uuid[])
    order by opened_at, id`);
}

export async function deleteSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from network_sessions
    where account_id = ${accountId}`);
}
