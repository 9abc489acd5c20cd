import type { TimeRange } from '../../kernel/time-range.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import { ITEM_COLUMNS } from './change-store.ts';
import type { ItemStatus, Package } from './package.ts';

export type ItemFilter = {
  range: TimeRange;
  metatag?: string;
  status?: ItemStatus;
  iccid?: string;
  email?: string;
};

export const ITEM_SORTS = [
  'DATE',
  'NAME',
  'VOLUME',
  'VALIDITY',
  'PRICE',
  'RETAILPRICE',
  'SALESCHANNEL',
] as const;
export type ItemSort = { by: (typeof ITEM_SORTS)[number]; direction: 'ASC' | 'DESC' };

/** A validity without end is the longest. */
const SORT_KEYS: Record<ItemSort['by'], Sql> = {
  DATE: sql`sold_at`,
  NAME: sql`name`,
  VOLUME: sql`data_bytes`,
  VALIDITY: sql`coalesce(validity_days, 2147483647)`,
  PRICE: sql`purchase_price_minor`,
  RETAILPRICE: sql`retail_price_minor`,
  SALESCHANNEL: sql`sales_channel`,
};

export function selectItem(db: Queryable, accountId: string, id: string) {
  return db.row<Package>(sql`
    select ${ITEM_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Every package of these customers, in order of purchase. */
export function selectItemsOf(
  db: Queryable,
  accountId: string,
  customerIds: readonly string[],
): Promise<Package[]> {
  return db.rows<Package>(sql`
    select ${ITEM_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and customer_id = any(${[...customerIds]}::uuid[])
    order by sold_at, id`);
}

/** A page of what the filter leaves; ties are broken by date and id, in the same direction. */
export function selectItems(
  db: Queryable,
  accountId: string,
  of: { filter: ItemFilter; sort: ItemSort; limit: number; offset: number },
): Promise<Package[]> {
  const direction = of.sort.direction === 'ASC' ? sql`asc` : sql`desc`;
  return db.rows<Package>(sql`
    select ${ITEM_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      ${conditions(accountId, of.filter)}
    order by ${SORT_KEYS[of.sort.by]} ${direction}, sold_at ${direction}, id ${direction}
    limit ${of.limit}
    offset ${of.offset}`);
}

export async function countItems(
  db: Queryable,
  accountId: string,
  filter: ItemFilter,
): Promise<number> {
  const counted = await db.row<{ count: number }>(sql`
    select count(*)::int as count
    from activated_items
    where account_id = ${accountId}
      ${conditions(accountId, filter)}`);
  return counted?.count ?? 0;
}

function conditions(accountId: string, filter: ItemFilter): Sql {
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
