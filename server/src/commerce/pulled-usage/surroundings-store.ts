import { uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';

/** What our books say about an eSIM whose supplier is asked. */
export type Surroundings = {
  profileId: string;
  isOver: boolean;
  /** Where it was seen last, if its packages are for there; else the first country of theirs. */
  country: string;
  /** When its latest package was sold or began; null without one. */
  packagesSince: Date | null;
  /** Whether one of its packages has data left. */
  hasData: boolean;
};

/** Returns the surroundings of an account's eSIMs, by their ID. */
export async function readSurroundings(
  db: Queryable,
  { accountId, profileIds }: { accountId: string; profileIds: readonly string[] },
): Promise<Map<string, Surroundings>> {
  const rows = await db.rows<Surroundings>(sql`
    select profile.id as "profileId",
      profile.retired_at is not null or profile.replaced_by is not null as "isOver",
      case when profile.current_country = any(places.countries) then profile.current_country
        else places.countries[1] end as country,
      own.since as "packagesSince", coalesce(own.has_data, false) as "hasData"
    from esim_profiles as profile
    join customers as customer
      on customer.account_id = profile.account_id
      and customer.id = profile.customer_id
    join country_sets as places on places.code = customer.country_set
    left join lateral (
      select max(greatest(sold_at, activated_at)) as since,
        bool_or(used_bytes < data_bytes and state in ('WAITING', 'ACTIVE')) as has_data
      from activated_items
      where account_id = profile.account_id
        and profile_domain_id = profile.profile_domain_id
        and state not in ('PENDING', 'FAILED', 'REFUNDED')
    ) as own on true
    where profile.account_id = ${accountId}
      and profile.id = any(${uuids(profileIds)}::uuid[])`);
  return new Map(rows.map((row) => [row.profileId, row]));
}
