import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ProfileDomain } from './profile-domain.ts';

/** Oldest first. */
export function selectDomainsOf(
  db: Queryable,
  accountId: string,
  customerId: string,
): Promise<ProfileDomain[]> {
  return db.rows<ProfileDomain>(sql`
    select id, customer_id as "customerId", dedicated
    from profile_domains
    where account_id = ${accountId}
      and customer_id = ${customerId}
    order by created_at, id`);
}

/** Gives the ids of the profiles that were not over yet. */
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
