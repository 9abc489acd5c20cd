import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { EsimProfile, UsageSource } from './esim-profile.ts';
import type { SessionStart } from './session-store.ts';

/** The part of a profile that usage needs. */
export type SeenProfile = Pick<
  EsimProfile,
  'id' | 'customerId' | 'profileDomainId' | 'iccid' | 'imsi' | 'lastSeenAt' | 'currentCountry'
>;

/** A profile was on a network for some time; `place` only if it is the latest place. */
export type Sighting = {
  profileId: string;
  from: Date;
  until: Date;
  place: { country: string; mcc: string | null; mnc: string | null } | null;
  /** Until when it used data, and by whose word; absent if it only came or went. */
  used?: { asOf: Date; source: UsageSource };
};

/** The last known place of a profile, and the number of network sessions that it has open. */
export type Attachment = {
  country: string | null;
  mcc: string | null;
  mnc: string | null;
  sessionsOpen: number;
};

/**
 * Returns the account's profiles with these ICCIDs, by ICCID, and locks them until the transaction
 * ends, so that batches are charged to them one after the other. Locks are set in the order of
 * IDs, so that no two batches wait for each other.
 */
export async function lockProfiles(
  tx: Tx,
  { accountId, iccids }: { accountId: string; iccids: readonly string[] },
): Promise<Map<string, SeenProfile>> {
  const profiles = await tx.rows<SeenProfile>(sql`
    select id, customer_id as "customerId", profile_domain_id as "profileDomainId", iccid, imsi,
      last_seen_at as "lastSeenAt", current_country as "currentCountry"
    from esim_profiles
    where account_id = ${accountId}
      and iccid = any(${texts(iccids)}::text[])
    order by id
    for no key update`);
  return new Map(profiles.map((profile) => [profile.iccid, profile]));
}

/**
 * Records when each profile was on a network and, if it is the latest place, where. Each profile
 * occurs once. A place without a network keeps the known network within the same country.
 */
export async function recordSightings(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  sightings: readonly Sighting[],
): Promise<void> {
  if (sightings.length === 0) return;
  await db.run(sql`
    update esim_profiles as profile
    set last_seen_at = greatest(profile.last_seen_at, seen.until),
      activated_at = coalesce(profile.activated_at, seen.since),
      usage_as_of = greatest(profile.usage_as_of, seen.as_of),
      usage_source = case
        when seen.as_of < profile.usage_as_of then profile.usage_source
        else coalesce(seen.source, profile.usage_source) end,
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
      ${texts(sightings.map(({ place }) => place?.mnc ?? null))}::text[],
      ${timestamps(sightings.map(({ used }) => used?.asOf ?? null))}::timestamptz[],
      ${texts(sightings.map(({ used }) => used?.source ?? null))}::text[]
    ) as seen (id, since, until, country, mcc, mnc, as_of, source)
    where profile.account_id = ${accountId}
      and profile.id = seen.id`);
}

/** A moment at which the data that a profile has used was known, whether or not it was new. */
export type KnownFigure = { profileId: string; asOf: Date };

/** Records of which moment the used data of profiles is known, by the word of one source. */
export async function recordFigures(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { source, figures }: { source: UsageSource; figures: readonly KnownFigure[] },
): Promise<void> {
  if (figures.length === 0) return;
  await db.run(sql`
    update esim_profiles as profile
    set usage_as_of = known.as_of, usage_source = ${source}
    from unnest(
      ${uuids(figures.map(({ profileId }) => profileId))}::uuid[],
      ${timestamps(figures.map(({ asOf }) => asOf))}::timestamptz[]
    ) as known (id, as_of)
    where profile.account_id = ${accountId}
      and profile.id = known.id
      and (profile.usage_as_of is null or profile.usage_as_of < known.as_of)`);
}

/** Returns 1 if the profile is installed, otherwise 0; locks its row until the transaction ends. */
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

/** Returns where the account's profile was seen last, and whether it is on a network now. */
export async function readAttachment(
  db: Queryable,
  { accountId, profileId }: { accountId: string; profileId: string },
): Promise<Attachment> {
  const attachment = await db.row<Attachment>(sql`
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
  return attachment ?? { country: null, mcc: null, mnc: null, sessionsOpen: 0 };
}
