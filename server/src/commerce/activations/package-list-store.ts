import type { TimeRange } from '../../kernel/time-range.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { Package, PackageStatus } from './package.ts';
import { PACKAGE_COLUMNS } from './package-store.ts';

export type PackageFilter = {
  range: TimeRange;
  metatag?: string;
  status?: PackageStatus;
  iccid?: string;
  email?: string;
};

export const PACKAGE_SORTS = [
  'DATE',
  'NAME',
  'VOLUME',
  'VALIDITY',
  'PRICE',
  'RETAILPRICE',
  'SALESCHANNEL',
] as const;
export type PackageSort = { by: (typeof PACKAGE_SORTS)[number]; direction: 'ASC' | 'DESC' };

/** An unlimited validity sorts as the longest. */
const SORT_KEYS: Record<PackageSort['by'], Sql> = {
  DATE: sql`sold_at`,
  NAME: sql`name`,
  VOLUME: sql`data_bytes`,
  VALIDITY: sql`coalesce(validity_days, 2147483647)`,
  PRICE: sql`purchase_price_minor`,
  RETAILPRICE: sql`retail_price_minor`,
  SALESCHANNEL: sql`case sales_channel when 'MCP' then 'API' else sales_channel end`,
};

/**
 * Returns a page of the packages that pass the filter; ties sort by date and ID, in the same
 * direction.
 */
export function selectPackages(
  db: Queryable,
  accountId: string,
  of: { filter: PackageFilter; sort: PackageSort; limit: number; offset: number },
): Promise<Package[]> {
  const direction = of.sort.direction === 'ASC' ? sql`asc` : sql`desc`;
  return db.rows<Package>(sql`
    select ${PACKAGE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      ${conditions(accountId, of.filter)}
    order by ${SORT_KEYS[of.sort.by]} ${direction}, sold_at ${direction}, id ${direction}
    limit ${of.limit}
    offset ${of.offset}`);
}

export async function countPackages(
  db: Queryable,
  accountId: string,
  filter: PackageFilter,
): Promise<number> {
  const counted = await db.row<{ count: number }>(sql`
    select count(*)::int as count
    from activated_items
    where account_id = ${accountId}
      ${conditions(accountId, filter)}`);
  return counted?.count ?? 0;
}

function conditions(accountId: string, filter: PackageFilter): Sql {
  const { range, metatag, status, iccid, email } = filter;
  const wanted: Sql[] = [];
  if (range.from) wanted.push(sql`and sold_at >= ${range.from}`);
  if (range.before) wanted.push(sql`and sold_at < ${range.before}`);
  if (metatag !== undefined) wanted.push(sql`and lower(metatag) = lower(${metatag})`);
  if (status !== undefined) wanted.push(sql`and status = ${status}`);
  if (iccid !== undefined) {
    wanted.push(sql`and profile_domain_id in (
      select profile_domain_id from esim_profiles
      where account_id = ${accountId} and iccid = ${iccid}
    )`);
  }
  if (email !== undefined) {
    wanted.push(sql`and customer_id in (
      select id from customers
      where account_id = ${accountId} and lower(email) = lower(${email})
    )`);
  }
  return wanted.reduce((all, one) => sql`${all} ${one}`, sql``);
}
