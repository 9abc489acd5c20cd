import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';

export type FreeOrder = { carrier: string; count: number };

/**
 * Claims free profiles with an ICCID above `after`, skipping those that other transactions hold.
 * The limit stands in a subquery, so that the planner makes the same estimate every time and keeps
 * one plan: planning anew for each sale took as long as the statement itself.
 */
export function claimUnlockedProfiles(
  tx: Tx,
  { carrier, count, after }: FreeOrder & { after: string },
): Promise<CarrierProfile[]> {
  return tx.rows<CarrierProfile>(sql`
    with claimed as (
      delete from free_profiles
      where ctid = any (array(
        select ctid
        from free_profiles
        where carrier = ${carrier} and iccid > ${after}
        order by iccid
        limit (select ${count}::bigint)
        for update skip locked
      ))
      returning iccid
    )
    select profile.iccid, profile.imsi, profile.smdp_address as "smdpAddress",
      profile.matching_id as "matchingId", profile.smdp_oid as "smdpOid"
    from claimed
    cross join lateral (
      select iccid, imsi, smdp_address, matching_id, smdp_oid
      from carrier_profiles
      where iccid = claimed.iccid
      limit 1
    ) as profile`);
}

/** Claims free profiles, and waits for those that other transactions hold. */
export function claimProfilesWaiting(
  tx: Tx,
  { carrier, count }: FreeOrder,
): Promise<CarrierProfile[]> {
  return tx.rows<CarrierProfile>(sql`
    with claimed as (
      delete from free_profiles
      where ctid = any (array(
        select ctid
        from free_profiles
        where carrier = ${carrier}
        order by iccid
        limit ${count}
        for update
      ))
      returning iccid
    )
    select profile.iccid, profile.imsi, profile.smdp_address as "smdpAddress",
      profile.matching_id as "matchingId", profile.smdp_oid as "smdpOid"
    from claimed
    join carrier_profiles as profile using (iccid)`);
}

export async function insertFree(
  tx: Tx,
  { carrier, iccids }: { carrier: string; iccids: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    insert into free_profiles (carrier, iccid)
    select ${carrier}, iccid
    from unnest(${texts(iccids)}::text[]) as given (iccid)`);
}

/** Makes profiles of any carriers free again. */
export async function insertFreeAgain(tx: Tx, iccids: readonly string[]): Promise<void> {
  await tx.run(sql`
    insert into free_profiles (carrier, iccid)
    select carrier, iccid
    from carrier_profiles
    where iccid = any (${texts(iccids)}::text[])`);
}

/** Returns the number of the carrier's free profiles, `limit` at most. */
export async function countFree(tx: Tx, carrier: string, limit: number): Promise<number> {
  const row = await tx.row<{ free: bigint }>(sql`
    select count(*) as free
    from (
      select 1
      from free_profiles
      where carrier = ${carrier}
      limit ${limit}
    ) as counted`);
  return Number(row?.free ?? 0);
}

/** Returns the number of free profiles of every carrier that has any. */
export async function readFreeCounts(db: Queryable): Promise<{ carrier: string; free: number }[]> {
  const rows = await db.rows<{ carrier: string; free: bigint }>(sql`
    select carrier, count(*) as free
    from free_profiles
    group by carrier
    order by carrier`);
  return rows.map((row) => ({ carrier: row.carrier, free: Number(row.free) }));
}
