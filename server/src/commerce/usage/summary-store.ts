import { type Queryable, sql } from '../../platform/db/database.ts';

export type UsageOfCountry = {
  profileId: string;
  country: string;
  bytes: bigint;
  records: number;
  firstAt: Date;
  lastAt: Date;
};

/** A record whose bytes came from several packages counts once. */
export function selectUsageByCountry(
  db: Queryable,
  accountId: string,
  profileIds: readonly string[],
): Promise<UsageOfCountry[]> {
  return db.rows<UsageOfCountry>(sql`
    select esim_profile_id as "profileId", country, sum(bytes)::bigint as bytes,
      count(distinct (carrier, record_id))::integer as records, min(started_at) as "firstAt",
      max(ended_at) as "lastAt"
    from usage_records
    where account_id = ${accountId}
      and esim_profile_id = any(${[...profileIds]}::uuid[])
    group by esim_profile_id, country
    order by min(started_at), esim_profile_id, country`);
}
