import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';

export type FreeOrder = { carrier: string; count: number };

/** The number of a carrier's free profiles. */
export type FreeCount = { carrier: string; free: number };

/**
 * Claims free profiles with an ICCID above `after`, skipping those that other transactions hold.
 * The limit is in a subquery, so that the planner makes the same estimate every time and keeps one
 * plan: planning anew for each sale took as long as the statement itself.
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
      profile.matching_id as "matchingId", profile.smdp_oid as "smdpOid",
      profile.confirmation_code as "confirmationCode", profile.apn
    from claimed
    cross join lateral (
      select iccid, imsi, smdp_address, matching_id, smdp_oid, confirmation_code, apn
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
      profile.matching_id as "matchingId", profile.smdp_oid as "smdpOid",
      profile.confirmation_code as "confirmationCode", profile.apn
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
export async function countFree(db: Queryable, carrier: string, limit: number): Promise<number> {
  const row = await db.row<{ free: bigint }>(sql`
    select count(*) as free
    from (
      select 1
      from free_profiles
      where carrier = ${carrier}
      limit ${limit}
    ) as counted`);
  return Number(row?.free ?? 0);
}

/** Returns the number of profiles of each carrier in free_profiles. */
export async function selectFreeCounts(db: Queryable): Promise<FreeCount[]> {
  const rows = await db.rows<{ carrier: string; free: bigint }>(sql`
    select carrier, count(*) as free
    from free_profiles
    group by carrier
    order by carrier`);
  return rows.map((row) => ({ carrier: row.carrier, free: Number(row.free) }));
}

/** Up to this number the free profiles of a carrier are counted; above it they are estimated. */
const COUNTED = 10_000;

/**
 * Returns the number of profiles of each carrier in free_profiles. Below 10,000 it is exact;
 * otherwise it is an estimate of at least 10,000 from the statistics of the database, which are
 * renewed when a tenth of the table has changed. Takes milliseconds for any number of profiles.
 */
export function estimateUnallotted(db: Queryable): Promise<FreeCount[]> {
  return db.rows<FreeCount>(sql`
    with recursive found as (
      (select carrier from free_profiles order by carrier limit 1)
      union all
      select (
        select carrier
        from free_profiles
        where carrier > found.carrier
        order by carrier
        limit 1
      )
      from found
      where found.carrier is not null
    ), counted as (
      select carrier, (
        select count(*)
        from (
          select 1
          from free_profiles
          where free_profiles.carrier = found.carrier
          limit ${COUNTED}
        ) as first
      ) as free
      from found
      where carrier is not null
    ), stock as (
      select greatest(reltuples, 0) * pg_relation_size(oid)
        / greatest(relpages, 1) / current_setting('block_size')::integer as rows
      from pg_class
      where oid = 'free_profiles'::regclass
    ), shares as (
      select carrier, share
      from pg_stats
      cross join unnest(most_common_vals::text::text[], most_common_freqs)
        as common (carrier, share)
      where schemaname = (
          select relnamespace::regnamespace::text
          from pg_class
          where oid = 'free_profiles'::regclass
        )
        and tablename = 'free_profiles'
        and attname = 'carrier'
    )
    select carrier, case
      when counted.free < ${COUNTED} then counted.free
      else greatest(counted.free, round(stock.rows * coalesce(shares.share, 0)))
    end::double precision as free
    from counted
    cross join stock
    left join shares using (carrier)
    order by carrier`);
}
