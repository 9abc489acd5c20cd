import { sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';

/** The data used on one day (UTC) in one country. */
export type DailyUsage = {
  day: string;
  country: string;
  bytes: bigint;
  /** Bytes that no package covered. */
  uncoveredBytes: bigint;
};

type Account = Pick<ReadScope, 'db' | 'accountId'>;
type Days = { from: Date | undefined; before: Date | undefined };

/** Returns the usage of eSIMs by day and country, the newest day first. */
export function selectUsageOfProfiles(
  { db, accountId }: Account,
  of: Days & { profileIds: readonly string[]; packageId?: string },
): Promise<DailyUsage[]> {
  const all = sql``;
  return db.rows<DailyUsage>(sql`
    select to_char(started_at at time zone 'UTC', 'YYYY-MM-DD') as day, country,
      sum(bytes)::bigint as bytes,
      coalesce(sum(bytes) filter (where activated_item_id is null), 0)::bigint as "uncoveredBytes"
    from usage_records
    where account_id = ${accountId}
      and esim_profile_id = any(${[...of.profileIds]}::uuid[])
      ${of.packageId ? sql`and activated_item_id = ${of.packageId}` : all}
      ${of.from ? sql`and started_at >= ${of.from}` : all}
      ${of.before ? sql`and started_at < ${of.before}` : all}
    group by 1, 2
    order by 1 desc, 2`);
}
