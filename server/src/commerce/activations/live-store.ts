import { sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';

/** Whether a package of the profile domain waits, or is active with data and time left. */
export async function hasLivePackage(
  { db, accountId, now }: Pick<ReadScope, 'db' | 'accountId' | 'now'>,
  profileDomainId: string,
): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from activated_items
    where account_id = ${accountId}
      and profile_domain_id = ${profileDomainId}
      and (
        state in ('PENDING', 'WAITING')
        or (state = 'ACTIVE' and (expires_at is null or expires_at > ${now}))
      )
    limit 1`);
  return row !== undefined;
}
