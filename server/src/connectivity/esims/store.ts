import { isUuid, type OfAccount } from '../../kernel/ids.ts';
import { booleans, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import type { NewEsimProfile } from './esim-profile.ts';
import type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';

export async function insertProfileDomains(
  tx: Tx,
  domains: readonly NewProfileDomain[],
): Promise<void> {
  await tx.run(sql`
    insert into profile_domains (account_id, id, customer_id, dedicated, created_at)
    select account_id, id, customer_id, dedicated, created_at
    from unnest(
      ${uuids(domains.map((domain) => domain.accountId))}::uuid[],
      ${uuids(domains.map((domain) => domain.id))}::uuid[],
      ${uuids(domains.map((domain) => domain.customerId))}::uuid[],
      ${booleans(domains.map((domain) => domain.dedicated))}::boolean[],
      ${timestamps(domains.map((domain) => domain.createdAt))}::timestamptz[]
    ) as domain (account_id, id, customer_id, dedicated, created_at)`);
}

export async function selectProfileDomains(
  tx: Tx,
  asked: readonly OfAccount[],
): Promise<(ProfileDomain & OfAccount)[]> {
  const known = asked.filter(({ id }) => isUuid(id));
  return tx.rows<ProfileDomain & OfAccount>(sql`
    select domain.account_id as "accountId", domain.id, domain.customer_id as "customerId",
      domain.dedicated
    from unnest(
      (select ${uuids(known.map(({ accountId }) => accountId))}::uuid[]),
      (select ${uuids(known.map(({ id }) => id))}::uuid[])
    ) as asked (account_id, id)
    join profile_domains as domain
      on domain.account_id = asked.account_id
      and domain.id = asked.id`);
}

/** Columns that are not named start as their default says: released, on no device, never seen. */
export async function insertEsimProfiles(
  tx: Tx,
  profiles: readonly NewEsimProfile[],
): Promise<void> {
  await tx.run(sql`
    insert into esim_profiles (account_id, id, customer_id, profile_domain_id, carrier, iccid,
      imsi, smdp_address, matching_id, created_at)
    select account_id, id, customer_id, profile_domain_id, carrier, iccid,
      imsi, smdp_address, matching_id, created_at
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
      ${timestamps(profiles.map((profile) => profile.createdAt))}::timestamptz[]
    ) as profile (account_id, id, customer_id, profile_domain_id, carrier, iccid, imsi,
      smdp_address, matching_id, created_at)`);
}
