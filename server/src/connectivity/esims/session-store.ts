import { newId } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** A profile joins a network of a country; a carrier does not always say which network. */
export type SessionStart = {
  profileId: string;
  country: string;
  mcc: string | null;
  mnc: string | null;
  at: Date;
};

/** Where a profile was seen last, and whether it is there now. */
export type Attachment = {
  country: string | null;
  mcc: string | null;
  mnc: string | null;
  sessionsOpen: number;
};

/** Says whether the profile is installed; locks its row against a state that changes meanwhile. */
export function updatePlace(tx: Tx, accountId: string, start: SessionStart): Promise<number> {
  return tx.run(sql`
    update esim_profiles
    set current_country = ${start.country}, current_mcc = ${start.mcc}, current_mnc = ${start.mnc},
      last_seen_at = greatest(last_seen_at, ${start.at})
    where account_id = ${accountId}
      and id = ${start.profileId}
      and state = 'INSTALLED'
      and retired_at is null
      and replaced_by is null`);
}

export async function insertSession(
  tx: Tx,
  accountId: string,
  { profileId, country, mcc, mnc, at }: SessionStart,
): Promise<void> {
  await tx.run(sql`
    insert into network_sessions (account_id, id, esim_profile_id, country, mcc, mnc, opened_at)
    values (${accountId}, ${newId()}, ${profileId}, ${country}, ${mcc}, ${mnc}, ${at})`);
}

/** A carrier may report an end before the beginning that it reported: no session ends earlier. */
export function updateClosed(
  tx: Tx,
  accountId: string,
  { profileIds, at }: { profileIds: readonly string[]; at: Date },
): Promise<number> {
  return tx.run(sql`
    update network_sessions
    set closed_at = greatest(opened_at, ${at})
    where account_id = ${accountId}
      and esim_profile_id = any(${[...profileIds]}::uuid[])
      and closed_at is null`);
}

export function selectAttachment(db: Queryable, accountId: string, profileId: string) {
  return db.row<Attachment>(sql`
    select current_country as country, current_mcc as mcc, current_mnc as mnc, (
      select count(*)::int
      from network_sessions
      where account_id = ${accountId}
        and esim_profile_id = ${profileId}
        and closed_at is null
    ) as "sessionsOpen"
    from esim_profiles
    where account_id = ${accountId}
      and id = ${profileId}`);
}

export type NetworkSession = {
  profileId: string;
  country: string;
  mcc: string | null;
  mnc: string | null;
  openedAt: Date;
  closedAt: Date | null;
};

export function selectSessionsOf(
  db: Queryable,
  accountId: string,
  profileIds: readonly string[],
): Promise<NetworkSession[]> {
  return db.rows<NetworkSession>(sql`
    select esim_profile_id as "profileId", country, mcc, mnc, opened_at as "openedAt",
      closed_at as "closedAt"
    from network_sessions
    where account_id = ${accountId}
      and esim_profile_id = any(${[...profileIds]}::uuid[])
    order by opened_at, id`);
}
