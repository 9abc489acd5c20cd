import type { OfAccount } from '../../kernel/ids.ts';
import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { EsimProfile, EsimState, NewEsimProfile } from './esim-profile.ts';

export const PROFILE_COLUMNS: Sql = sql`
  account_id as "accountId", id, customer_id as "customerId",
  profile_domain_id as "profileDomainId", carrier, iccid, imsi, smdp_address as "smdpAddress",
  matching_id as "matchingId", smdp_oid as "smdpOid",
  confirmation_code as "confirmationCode", apn, state, eid, install_count as "installCount",
  last_seen_at as "lastSeenAt", activated_at as "activatedAt", current_country as "currentCountry",
  usage_as_of as "usageAsOf", usage_source as "usageSource",
  replaced_by as "replacedBy", replacements, link_version as "linkVersion",
  suspended_at as "suspendedAt",
  retired_at as "retiredAt", created_at as "createdAt"`;

/**
 * Inserts profiles of any accounts in one statement. Columns that are not listed get their
 * defaults: released, on no device, never seen.
 */
export async function addEsimProfiles(tx: Tx, profiles: readonly NewEsimProfile[]): Promise<void> {
  if (profiles.length === 0) return;
  await tx.run(sql`
    insert into esim_profiles (account_id, id, customer_id, profile_domain_id, carrier, iccid,
      imsi, smdp_address, matching_id, smdp_oid, confirmation_code, apn, created_at)
    select account_id, id, customer_id, profile_domain_id, carrier, iccid,
      imsi, smdp_address, matching_id, smdp_oid, confirmation_code, apn, created_at
    from unnest(
      ${uuids(profiles.map((profile) => profile.accountId))}::uuid[],
      ${uuids(profiles.map((profile) => profile.id))}::uuid[],
      ${uuids(profiles.map((profile) => profile.customerId))}::uuid[],
      ${uuids(profiles.map((profile) => profile.profileDomainId))}::uuid[],
      ${texts(profiles.map((profile) => profile.carrier))}::text[],
      ${texts(profiles.map((profile) => profile.iccid))}::text[],
      ${texts(profiles.map((profile) => profile.imsi))}::text[],
      ${texts(profiles.map((profile) => profile.smdpAddress))}::text[],
      ${texts(profiles.map((profile) => profile.matchingId))}::text[],
      ${texts(profiles.map((profile) => profile.smdpOid))}::text[],
      ${texts(profiles.map((profile) => profile.confirmationCode))}::text[],
      ${texts(profiles.map((profile) => profile.apn))}::text[],
      ${timestamps(profiles.map((profile) => profile.createdAt))}::timestamptz[]
    ) as profile (account_id, id, customer_id, profile_domain_id, carrier, iccid, imsi,
      smdp_address, matching_id, smdp_oid, confirmation_code, apn, created_at)`);
}

/** Returns the profiles of these customers, oldest first, with replaced and retired ones. */
export async function readProfiles(
  db: Queryable,
  of: { accountId: string; customerIds: readonly string[] },
): Promise<EsimProfile[]> {
  if (of.customerIds.length === 0) return [];
  return db.rows<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${of.accountId}
      and customer_id = any(${[...of.customerIds]}::uuid[])
    order by created_at, id`);
}

export function selectProfileByIccid(db: Queryable, accountId: string, iccid: string) {
  return db.row<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and iccid = ${iccid}`);
}

export function selectProfile(db: Queryable, { accountId, id }: OfAccount) {
  return db.row<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and id = ${id}`);
}

/**
 * The customer of an account's profile, as an array in a statement about customers: so what belongs
 * to the customer is asked for in the same turn as the profile.
 */
export function customersOfProfile({ accountId, id }: OfAccount): Sql {
  return sql`array(
    select customer_id
    from esim_profiles
    where account_id = ${accountId}
      and id = ${id}
  )`;
}

export function selectProfileForUpdate(tx: Tx, { accountId, id }: OfAccount) {
  return tx.row<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

/**
 * Returns the profile and those that replaced it. IDs sort by time, so that the newest is the last.
 */
export function selectSuccession(db: Queryable, { accountId, id }: OfAccount) {
  return db.rows<EsimProfile>(sql`
    with recursive succession (id, replaced_by) as (
      select id, replaced_by
      from esim_profiles
      where account_id = ${accountId}
        and id = ${id}
      union
      select successor.id, successor.replaced_by
      from succession
      join esim_profiles as successor on successor.id = succession.replaced_by
      where successor.account_id = ${accountId}
    )
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and id in (select succession.id from succession)
    order by id`);
}

/** The ICCIDs of one account, separated by commas. */
export type OwnedIccids = { accountId: string; iccids: string };

/**
 * Returns which account holds each of a carrier's profiles. The statement crosses accounts because
 * a carrier identifies a profile only by its ICCID. One row per account: most reports are about one
 * account, and thousands of rows would take longer to read than to find.
 */
export function selectOwners(
  db: Queryable,
  { carrier, iccids }: { carrier: string; iccids: readonly string[] },
): Promise<OwnedIccids[]> {
  return db.rows<OwnedIccids>(sql`
    select account_id as "accountId", string_agg(iccid, ',') as iccids
    from esim_profiles
    where iccid = any(${texts(iccids)}::text[])
      and carrier = ${carrier}
    group by account_id`);
}

export type StateChange = {
  id: string;
  state: EsimState;
  eid: string | undefined;
  isInstall: boolean;
};

/** Changes a locked profile. An installation is counted, and the first activates the profile. */
export async function updateProfileState(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  { id, state, eid, isInstall }: StateChange,
): Promise<EsimProfile> {
  const changed = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set state = ${state},
      eid = coalesce(${eid ?? null}, eid),
      install_count = install_count + ${isInstall}::boolean::int,
      activated_at = coalesce(
        activated_at, case when ${isInstall}::boolean then ${now}::timestamptz end
      )
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  return existing(changed, id);
}

/** Suspends a locked profile from a moment on; resumes it if `at` is null. */
export async function updateProfileSuspension(
  tx: Tx,
  accountId: string,
  { id, at }: { id: string; at: Date | null },
): Promise<EsimProfile> {
  const changed = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set suspended_at = ${at}
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  return existing(changed, id);
}

/** Revokes the links of a locked profile's pages: those of a new version take their place. */
export async function raiseLinkVersion(tx: Tx, { accountId, id }: OfAccount): Promise<EsimProfile> {
  const changed = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set link_version = link_version + 1
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  return existing(changed, id);
}

/** Sets how many profiles this one follows, each of which replaced the one before. */
export async function updateReplacements(
  tx: Tx,
  accountId: string,
  { id, replacements }: { id: string; replacements: number },
): Promise<void> {
  await tx.run(sql`
    update esim_profiles
    set replacements = ${replacements}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Retires a locked profile, which the profile `by` replaces. */
export async function updateReplaced(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  { id, by }: { id: string; by: string },
): Promise<EsimProfile> {
  const replaced = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set replaced_by = ${by}, retired_at = ${now}
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  return existing(replaced, id);
}

/** Retires the customer's profiles and returns the IDs of those that were not retired before. */
export async function updateRetired(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  customerId: string,
): Promise<string[]> {
  const retired = await tx.rows<{ id: string }>(sql`
    update esim_profiles
    set retired_at = ${now}
    where account_id = ${accountId}
      and customer_id = ${customerId}
      and retired_at is null
    returning id`);
  return retired.map(({ id }) => id);
}

/** Deletes all profiles of the account and returns their ICCIDs. */
export async function deleteProfiles(tx: Tx, accountId: string): Promise<string[]> {
  // A replaced profile refers to its successor, which cannot be deleted before the reference.
  await tx.run(sql`
    update esim_profiles
    set replaced_by = null
    where account_id = ${accountId}
      and replaced_by is not null`);
  const deleted = await tx.rows<{ iccid: string }>(sql`
    delete from esim_profiles
    where account_id = ${accountId}
    returning iccid`);
  return deleted.map(({ iccid }) => iccid);
}

function existing(profile: EsimProfile | undefined, id: string): EsimProfile {
  if (!profile) throw new Error(`profile ${id} is not locked`);
  return profile;
}
