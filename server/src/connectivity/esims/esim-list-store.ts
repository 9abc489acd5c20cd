import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import { containsText } from '../../platform/db/text-search.ts';
import type { EsimProfile, EsimState } from './esim-profile.ts';
import { PROFILE_COLUMNS } from './profile-store.ts';

/** `iccid` and `imsi` are a part of the number. */
export type EsimFilter = {
  state?: EsimState | undefined;
  active?: boolean | undefined;
  suspended?: boolean | undefined;
  country?: string | undefined;
  iccid?: string | undefined;
  imsi?: string | undefined;
  customerUid?: string | undefined;
};

/** Returns a page of the account's profiles, the newest first; IDs sort by time. */
export function selectEsims(
  db: Queryable,
  accountId: string,
  { filter, after, limit }: { filter: EsimFilter; after: string | undefined; limit: number },
): Promise<EsimProfile[]> {
  return db.rows<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and (${after ?? null}::uuid is null or id < ${after ?? null})
      and ${holds(filter)}
    order by id desc
    limit ${limit}`);
}

/** Returns the number of profiles that the filter selects, `limit` at most. */
export async function countEsims(
  db: Queryable,
  accountId: string,
  { filter, limit }: { filter: EsimFilter; limit: number },
): Promise<number> {
  const row = await db.row<{ profiles: bigint }>(sql`
    select count(*) as profiles
    from (
      select 1
      from esim_profiles
      where account_id = ${accountId}
        and ${holds(filter)}
      limit ${limit}
    ) as counted`);
  return Number(row?.profiles ?? 0n);
}

/** Conditions that are not asked for are left out, so that the planner finds the right index. */
function holds(filter: EsimFilter): Sql {
  const { state, active, suspended, country, iccid, imsi, customerUid } = filter;
  let conditions = sql`true`;
  const add = (condition: Sql) => {
    conditions = sql`${conditions} and ${condition}`;
  };
  if (state !== undefined) add(sql`state = ${state}`);
  // Most profiles are released ones; the others have an index.
  if (state !== undefined && state !== 'RELEASED') add(sql`state <> 'RELEASED'`);
  if (active !== undefined) add(sql`(retired_at is null and replaced_by is null) = ${active}`);
  if (suspended !== undefined) add(sql`(suspended_at is not null) = ${suspended}`);
  if (country !== undefined) add(sql`current_country = ${country}`);
  if (iccid !== undefined) add(containsText(sql`iccid`, iccid));
  if (imsi !== undefined) add(containsText(sql`imsi`, imsi));
  if (customerUid !== undefined) {
    add(isUuid(customerUid) ? sql`customer_id = ${customerUid}` : sql`false`);
  }
  return conditions;
}
