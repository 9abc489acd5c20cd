import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';

export type Taking = { carrier: string; accountId: string; count: number; now: Date };
type ProfileRow = { iccid: string; imsi: string; smdp_address: string; matching_id: string };

/**
 * Takes free profiles with an ICCID above `after`, passing over those that others hold.
 * The array is filled once, whatever the plan, so that `limit` is kept.
 */
export async function claimUnlockedProfiles(
  tx: Tx,
  taking: Taking & { after: string },
): Promise<CarrierProfile[]> {
  const rows = await tx.rows<ProfileRow>(sql`
    update carrier_profiles
    set account_id = ${taking.accountId}, taken_at = ${taking.now}
    where iccid = any (array(
      select iccid
      from carrier_profiles
      where carrier = ${taking.carrier} and account_id is null and iccid > ${taking.after}
      order by iccid
      limit ${taking.count}
      for update skip locked
    ))
    returning iccid, imsi, smdp_address, matching_id`);
  return rows.map(toProfile);
}

/** Takes free profiles, waiting for those that others hold until they are kept or given back. */
export async function claimProfilesWaiting(tx: Tx, taking: Taking): Promise<CarrierProfile[]> {
  const rows = await tx.rows<ProfileRow>(sql`
    update carrier_profiles
    set account_id = ${taking.accountId}, taken_at = ${taking.now}
    where iccid = any (array(
      select iccid
      from carrier_profiles
      where carrier = ${taking.carrier} and account_id is null
      order by iccid
      limit ${taking.count}
      for update
    ))
    returning iccid, imsi, smdp_address, matching_id`);
  return rows.map(toProfile);
}

export async function returnProfiles(tx: Tx, accountId: string, iccids: string[]): Promise<void> {
  await tx.run(sql`
    update carrier_profiles
    set account_id = null, taken_at = null
    where iccid = any (${iccids}::text[]) and account_id = ${accountId}`);
}

export type NewProfiles = {
  carrier: string;
  profiles: CarrierProfile[];
  /** The first `count` are taken as soon as they are added. */
  taking?: { accountId: string; count: number; now: Date };
};

/** Adds the profiles that no stock has yet and gives their ICCIDs. */
export async function addProfiles(
  tx: Tx,
  { carrier, profiles, taking }: NewProfiles,
): Promise<string[]> {
  const rows = await tx.rows<{ iccid: string }>(sql`
    insert into carrier_profiles
      (iccid, carrier, imsi, smdp_address, matching_id, account_id, taken_at)
    select iccid, ${carrier}, imsi, smdp_address, matching_id,
      case when place <= ${taking?.count ?? 0} then ${taking?.accountId ?? null}::uuid end,
      case when place <= ${taking?.count ?? 0} then ${taking?.now ?? null}::timestamptz end
    from unnest(
      ${profiles.map((profile) => profile.iccid)}::text[],
      ${profiles.map((profile) => profile.imsi)}::text[],
      ${profiles.map((profile) => profile.smdpAddress)}::text[],
      ${profiles.map((profile) => profile.matchingId)}::text[]
    ) with ordinality as given (iccid, imsi, smdp_address, matching_id, place)
    on conflict do nothing
    returning iccid`);
  return rows.map((row) => row.iccid);
}

/** Which of these ICCIDs any carrier has given us already. */
export async function findIccids(tx: Tx, iccids: string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ iccid: string }>(sql`
    select iccid
    from carrier_profiles
    where iccid = any (${iccids}::text[])`);
  return new Set(rows.map((row) => row.iccid));
}

export async function nextSandboxSerials(tx: Tx, count: number): Promise<bigint[]> {
  const rows = await tx.rows<{ serial: bigint }>(sql`
    select nextval('sandbox_profile_serials') as serial
    from generate_series(1, ${count}::int)`);
  return rows.map((row) => row.serial);
}

/** How many free profiles the carrier has, counted up to `limit`. */
export async function countFree(tx: Tx, carrier: string, limit: number): Promise<number> {
  const row = await tx.row<{ free: bigint }>(sql`
    select count(*) as free
    from (
      select 1
      from carrier_profiles
      where carrier = ${carrier} and account_id is null
      limit ${limit}
    ) as counted`);
  return Number(row?.free ?? 0);
}

/** The free profiles of every carrier that has any. */
export async function readFreeCounts(db: Queryable): Promise<{ carrier: string; free: number }[]> {
  const rows = await db.rows<{ carrier: string; free: bigint }>(sql`
    select carrier, count(*) as free
    from carrier_profiles
    where account_id is null
    group by carrier
    order by carrier`);
  return rows.map((row) => ({ carrier: row.carrier, free: Number(row.free) }));
}

function toProfile(row: ProfileRow): CarrierProfile {
  return {
    iccid: row.iccid,
    imsi: row.imsi,
    smdpAddress: row.smdp_address,
    matchingId: row.matching_id,
  };
}
