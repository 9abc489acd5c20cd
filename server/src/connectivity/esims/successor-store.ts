import { type Queryable, sql } from '../../platform/db/database.ts';
import type { EsimProfile } from './esim-profile.ts';
import { PROFILE_COLUMNS } from './read-store.ts';

/** The profile and those that replaced it; ids sort by time, so that the newest is the last. */
export function selectSuccession(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<EsimProfile[]> {
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
