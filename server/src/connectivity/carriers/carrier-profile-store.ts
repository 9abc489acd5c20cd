import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierProfile } from './carrier.ts';

/** Returns profiles as the rows of a table with the columns of `carrier_profiles`. */
export function rowsOf(profiles: readonly CarrierProfile[]): Sql {
  return sql`unnest(
      ${texts(profiles.map((profile) => profile.iccid))}::text[],
      ${texts(profiles.map((profile) => profile.imsi))}::text[],
      ${texts(profiles.map((profile) => profile.smdpAddress))}::text[],
      ${texts(profiles.map((profile) => profile.matchingId))}::text[],
      ${texts(profiles.map((profile) => profile.smdpOid))}::text[],
      ${texts(profiles.map((profile) => profile.confirmationCode))}::text[],
      ${texts(profiles.map((profile) => profile.apn))}::text[]
    ) as given (iccid, imsi, smdp_address, matching_id, smdp_oid, confirmation_code, apn)`;
}

/** Inserts the profiles that no stock has yet and returns their ICCIDs. */
export async function insertProfiles(
  tx: Tx,
  { carrier, profiles }: { carrier: string; profiles: readonly CarrierProfile[] },
): Promise<string[]> {
  const rows = await tx.rows<{ iccid: string }>(sql`
    insert into carrier_profiles (iccid, carrier, imsi, smdp_address, matching_id, smdp_oid,
      confirmation_code, apn)
    select iccid, ${carrier}, imsi, smdp_address, matching_id, smdp_oid, confirmation_code, apn
    from ${rowsOf(profiles)}
    on conflict do nothing
    returning iccid`);
  return rows.map((row) => row.iccid);
}

/** Returns the ICCIDs and IMSIs of these that already exist, of any carrier. */
export async function findKnown(
  tx: Tx,
  profiles: readonly Pick<CarrierProfile, 'iccid' | 'imsi'>[],
): Promise<{ iccids: Set<string>; imsis: Set<string> }> {
  const rows = await tx.rows<{ iccid: string; imsi: string | null }>(sql`
    select iccid, imsi
    from carrier_profiles
    where iccid = any (${texts(profiles.map(({ iccid }) => iccid))}::text[])
    union all
    select iccid, imsi
    from carrier_profiles
    where imsi = any (${texts(profiles.flatMap(({ imsi }) => imsi ?? []))}::text[])`);
  return {
    iccids: new Set(rows.map(({ iccid }) => iccid)),
    imsis: new Set(rows.flatMap(({ imsi }) => imsi ?? [])),
  };
}

/** Returns the ICCIDs of the carrier's profiles with these IMSIs, by IMSI. */
export async function findIccids(
  db: Queryable,
  { carrier, imsis }: { carrier: string; imsis: readonly string[] },
): Promise<Map<string, string>> {
  if (imsis.length === 0) return new Map();
  const rows = await db.rows<{ imsi: string; iccid: string }>(sql`
    select imsi, iccid
    from carrier_profiles
    where imsi = any (${texts(imsis)}::text[])
      and carrier = ${carrier}`);
  return new Map(rows.map(({ imsi, iccid }) => [imsi, iccid]));
}

export async function deleteProfilesOf(
  tx: Tx,
  { carrier, iccids }: { carrier: string; iccids: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    delete from carrier_profiles
    where carrier = ${carrier}
      and iccid = any (${texts(iccids)}::text[])`);
}

export async function nextSandboxSerials(tx: Tx, count: number): Promise<bigint[]> {
  const rows = await tx.rows<{ serial: bigint }>(sql`
    select nextval('sandbox_profile_serials') as serial
    from generate_series(1, ${count}::int)`);
  return rows.map((row) => row.serial);
}
