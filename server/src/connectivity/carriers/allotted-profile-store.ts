import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';
import { rowsOf } from './carrier-profile-store.ts';
import type { FreeCount } from './free-profile-store.ts';

/** The profiles of a carrier that are allotted to one shard, by the ID that the block has there. */
export type BlockName = { blockId: string; carrier: string };

const profileColumns = sql`
  iccid, imsi, smdp_address as "smdpAddress", matching_id as "matchingId", smdp_oid as "smdpOid",
  confirmation_code as "confirmationCode", apn`;

/** Claims profiles of a block with an ICCID above `after`, skipping those that others hold. */
export function claimAllotted(
  tx: Tx,
  { blockId, carrier, count, after }: BlockName & { count: number; after: string },
): Promise<CarrierProfile[]> {
  return tx.rows<CarrierProfile>(sql`
    delete from allotted_profiles
    where account_id = ${blockId}
      and carrier = ${carrier}
      and iccid = any (array(
        select iccid
        from allotted_profiles
        where account_id = ${blockId} and carrier = ${carrier} and iccid > ${after}
        order by iccid
        limit (select ${count}::bigint)
        for update skip locked
      ))
    returning ${profileColumns}`);
}

/** Claims profiles of a block, and waits for those that other transactions hold. */
export function claimAllottedWaiting(
  tx: Tx,
  { blockId, carrier, count }: BlockName & { count: number },
): Promise<CarrierProfile[]> {
  return tx.rows<CarrierProfile>(sql`
    delete from allotted_profiles
    where account_id = ${blockId}
      and carrier = ${carrier}
      and iccid = any (array(
        select iccid
        from allotted_profiles
        where account_id = ${blockId} and carrier = ${carrier}
        order by iccid
        limit ${count}
        for update
      ))
    returning ${profileColumns}`);
}

/** Moves free profiles to a block, skipping those that others hold, and returns their number. */
export function allotFree(
  tx: Tx,
  { blockId, carrier, count }: BlockName & { count: number },
): Promise<number> {
  return tx.run(sql`
    with taken as (
      delete from free_profiles
      where ctid = any (array(
        select ctid
        from free_profiles
        where carrier = ${carrier}
        order by iccid
        limit ${count}
        for update skip locked
      ))
      returning carrier, iccid
    )
    insert into allotted_profiles (account_id, carrier, iccid, imsi, smdp_address, matching_id,
      smdp_oid, confirmation_code, apn)
    select ${blockId}::uuid, taken.carrier, profile.iccid, profile.imsi, profile.smdp_address,
      profile.matching_id, profile.smdp_oid, profile.confirmation_code, profile.apn
    from taken
    join carrier_profiles as profile using (iccid)`);
}

export async function insertAllotted(
  tx: Tx,
  { blockId, carrier, profiles }: BlockName & { profiles: readonly CarrierProfile[] },
): Promise<void> {
  await tx.run(sql`
    insert into allotted_profiles (account_id, carrier, iccid, imsi, smdp_address, matching_id,
      smdp_oid, confirmation_code, apn)
    select ${blockId}::uuid, ${carrier}::text, iccid, imsi, smdp_address, matching_id, smdp_oid,
      confirmation_code, apn
    from ${rowsOf(profiles)}`);
}

/**
 * Makes profiles free again that were allotted to a block before a time, except those that others
 * hold, and returns their number.
 */
export function freeAllotted(
  tx: Tx,
  { blockId, carrier, before }: BlockName & { before: Date },
): Promise<number> {
  return tx.run(sql`
    with given_back as (
      delete from allotted_profiles
      where account_id = ${blockId}
        and carrier = ${carrier}
        and iccid = any (array(
          select iccid
          from allotted_profiles
          where account_id = ${blockId} and carrier = ${carrier} and allotted_at < ${before}
          for update skip locked
        ))
      returning carrier, iccid
    )
    insert into free_profiles (carrier, iccid)
    select carrier, iccid
    from given_back`);
}

/** Returns the blocks with profiles, of one carrier; with null, of all. */
export function selectBlocks(db: Queryable, carrier: string | null): Promise<BlockName[]> {
  return db.rows<BlockName>(sql`
    select account_id as "blockId", carrier
    from allotted_profiles
    where ${carrier}::text is null or carrier = ${carrier}
    group by account_id, carrier
    order by account_id, carrier`);
}

/** Returns the number of profiles in a block. */
export async function countAllotted(
  db: Queryable,
  { blockId, carrier }: BlockName,
): Promise<number> {
  const row = await db.row<{ allotted: bigint }>(sql`
    select count(*) as allotted
    from allotted_profiles
    where account_id = ${blockId} and carrier = ${carrier}`);
  return Number(row?.allotted ?? 0);
}

/** Returns the number of profiles in the blocks of each carrier that has any. */
export async function selectAllottedCounts(db: Queryable): Promise<FreeCount[]> {
  const rows = await db.rows<{ carrier: string; free: bigint }>(sql`
    select carrier, count(*) as free
    from allotted_profiles
    group by carrier`);
  return rows.map(({ carrier, free }) => ({ carrier, free: Number(free) }));
}
