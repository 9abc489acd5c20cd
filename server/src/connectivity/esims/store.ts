import { isUuid } from '../../kernel/ids.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import type { NewEsimProfile } from './esim-profile.ts';
import type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';

export async function insertProfileDomains(
  tx: Tx,
  accountId: string,
  domains: readonly NewProfileDomain[],
): Promise<void> {
  await tx.run(sql`
    insert into profile_domains (account_id, id, customer_id, dedicated, created_at)
    select ${accountId}, id, customer_id, dedicated, created_at
    from unnest(
      ${domains.map((domain) => domain.id)}::uuid[],
      ${domains.map((domain) => domain.customerId)}::uuid[],
      ${domains.map((domain) => domain.dedicated)}::boolean[],
      ${domains.map((domain) => domain.createdAt)}::timestamptz[]
    ) as domain (id, customer_id, dedicated, created_at)`);
}

export async function selectProfileDomains(
  tx: Tx,
  accountId: string,
  ids: readonly string[],
): Promise<ProfileDomain[]> {
  return tx.rows<ProfileDomain>(sql`
    select id, customer_id as "customerId", dedicated
    from profile_domains
    where account_id = ${accountId}
      and id = any(${ids.filter(isUuid)}::uuid[])`);
}

/** What is not named starts as the column's default says: released, on no device, never seen. */
export async function insertEsimProfiles(
  tx: Tx,
  accountId: string,
  profiles: readonly NewEsimProfile[],
): Promise<void> {
  await tx.run(sql`
    insert into esim_profiles (account_id, id, customer_id, profile_domain_id, carrier, iccid,
      imsi, smdp_address, matching_id, created_at)
    select ${accountId}, id, customer_id, profile_domain_id, carrier, iccid,
      imsi, smdp_address, matching_id, created_at
    from unnest(
      ${profiles.map((profile) => profile.id)}::uuid[],
      ${profiles.map((profile) => profile.customerId)}::uuid[],
      ${profiles.map((profile) => profile.profileDomainId)}::uuid[],
      ${profiles.map((profile) => profile.carrier)}::text[],
      ${profiles.map((profile) => profile.iccid)}::text[],
      ${profiles.map((profile) => profile.imsi)}::text[],
      ${profiles.map((profile) => profile.smdpAddress)}::text[],
      ${profiles.map((profile) => profile.matchingId)}::text[],
      ${profiles.map((profile) => profile.createdAt)}::timestamptz[]
    ) as profile (id, customer_id, profile_domain_id, carrier, iccid, imsi, smdp_address,
      matching_id, created_at)`);
}
