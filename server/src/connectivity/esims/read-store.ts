import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { EsimProfile } from './esim-profile.ts';

export const PROFILE_COLUMNS: Sql = sql`
  account_id as "accountId", id, customer_id as "customerId",
  profile_domain_id as "profileDomainId", carrier, iccid, imsi, smdp_address as "smdpAddress",
  matching_id as "matchingId", state, eid, install_count as "installCount",
  last_seen_at as "lastSeenAt", activated_at as "activatedAt", current_country as "currentCountry",
  replaced_by as "replacedBy", replacements, suspended_at as "suspendedAt",
  retired_at as "retiredAt", created_at as "createdAt"`;

/** The profiles of these customers, in order of purchase. */
export function selectProfilesOf(
  db: Queryable,
  accountId: string,
  customerIds: readonly string[],
): Promise<EsimProfile[]> {
  return db.rows<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and customer_id = any(${[...customerIds]}::uuid[])
    order by created_at, id`);
}

export function selectProfileByIccid(db: Queryable, accountId: string, iccid: string) {
  return db.row<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and iccid = ${iccid}`);
}

/** In order of their ids, so that no two batches can wait for each other in a circle. */
export async function lockDomains(
  tx: Tx,
  accountId: string,
  domainIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    select id
    from profile_domains
    where account_id = ${accountId}
      and id = any(${[...domainIds]}::uuid[])
    order by id
    for no key update`);
}
