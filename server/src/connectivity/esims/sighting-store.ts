import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import type { EsimProfile } from './esim-profile.ts';

/** What usage needs to know of a profile. */
export type SeenProfile = Pick<
  EsimProfile,
  'id' | 'customerId' | 'profileDomainId' | 'iccid' | 'imsi' | 'lastSeenAt' | 'currentCountry'
>;

/**
 * Locks the profiles in order of their ids, so that no two batches wait for each other in a circle.
 * What others have written meanwhile is what this reads.
 */
export function selectSeenForUpdate(
  tx: Tx,
  accountId: string,
  iccids: readonly string[],
): Promise<SeenProfile[]> {
  return tx.rows<SeenProfile>(sql`
    select id, customer_id as "customerId", profile_domain_id as "profileDomainId", iccid, imsi,
      last_seen_at as "lastSeenAt", current_country as "currentCountry"
    from esim_profiles
    where account_id = ${accountId}
      and iccid = any(${texts(iccids)}::text[])
    order by id
    for no key update`);
}

/** A profile was on a network from a moment to another; where, when that is its latest place. */
export type Sighting = {
  profileId: string;
  from: Date;
  until: Date;
  place: { country: string; mcc: string | null; mnc: string | null } | null;
};

/** One row a profile. A place that leaves the network unsaid keeps it within the same country. */
export async function updateSightings(
  tx: Tx,
  accountId: string,
  sightings: readonly Sighting[],
): Promise<void> {
  await tx.run(sql`
    update esim_profiles as profile
    set last_seen_at = greatest(profile.last_seen_at, seen.until),
      activated_at = coalesce(profile.activated_at, seen.since),
      current_country = coalesce(seen.country, profile.current_country),
      current_mcc = case
        when seen.mcc is null and coalesce(seen.country = profile.current_country, true)
          then profile.current_mcc
        else seen.mcc end,
      current_mnc = case
        when seen.mcc is null and coalesce(seen.country = profile.current_country, true)
          then profile.current_mnc
        else seen.mnc end
    from unnest(
      ${uuids(sightings.map(({ profileId }) => profileId))}::uuid[],
      ${timestamps(sightings.map(({ from }) => from))}::timestamptz[],
      ${timestamps(sightings.map(({ until }) => until))}::timestamptz[],
      ${texts(sightings.map(({ place }) => place?.country ?? null))}::text[],
      ${texts(sightings.map(({ place }) => place?.mcc ?? null))}::text[],
      ${texts(sightings.map(({ place }) => place?.mnc ?? null))}::text[]
    ) as seen (id, since, until, country, mcc, mnc)
    where profile.account_id = ${accountId}
      and profile.id = seen.id`);
}

/** Ends open sessions, each at its own moment, by profile id. */
export async function updateEnded(
  tx: Tx,
  accountId: string,
  ends: ReadonlyMap<string, Date>,
): Promise<void> {
  await tx.run(sql`
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

export async function selectOpenedAt(
  tx: Tx,
  accountId: string,
  profileId: string,
): Promise<Date | undefined> {
  const session = await tx.row<{ openedAt: Date }>(sql`
    select opened_at as "openedAt"
    from network_sessions
    where account_id = ${accountId}
      and esim_profile_id = ${profileId}
      and closed_at is null`);
  return session?.openedAt;
}
