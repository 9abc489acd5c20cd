import { customersOfProfile } from '../../connectivity/esims/index.ts';
import type { OfAccount } from '../../kernel/ids.ts';
import { uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { Package } from './package.ts';
import { PACKAGE_COLUMNS } from './package-store.ts';

/** Returns every package of these customers, in order of purchase. */
export function readPackagesOf(
  db: Queryable,
  accountId: string,
  customerIds: readonly string[],
): Promise<Package[]> {
  return db.rows<Package>(sql`
    select ${PACKAGE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and customer_id = any(${[...customerIds]}::uuid[])
    order by sold_at, id`);
}

/**
 * Returns the newest packages of each of these customers, at most `limit`, the oldest first. The
 * array is made once; as a join, all packages of the account were read once for each of them by
 * plans that were made while the table was small.
 */
export function readNewestPackagesOf(
  db: Queryable,
  accountId: string,
  { customerIds, limit }: { customerIds: readonly string[]; limit: number },
): Promise<Package[]> {
  return readNewest(db, accountId, { ids: sql`(select ${uuids(customerIds)}::uuid[])`, limit });
}

/** Returns the newest packages of the customer of an eSIM profile, as `readNewestPackagesOf`. */
export function readNewestPackagesOfProfile(
  db: Queryable,
  profile: OfAccount,
  limit: number,
): Promise<Package[]> {
  return readNewest(db, profile.accountId, { ids: customersOfProfile(profile), limit });
}

function readNewest(
  db: Queryable,
  accountId: string,
  { ids, limit }: { ids: Sql; limit: number },
): Promise<Package[]> {
  return db.rows<Package>(sql`
    select ${PACKAGE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and id = any(array(
        select newest.id
        from unnest(${ids}) as wanted (id)
        cross join lateral (
          select id
          from activated_items
          where account_id = ${accountId}
            and customer_id = wanted.id
          order by sold_at desc, id desc
          limit ${limit}
        ) as newest
      ))
    order by sold_at, id`);
}

/**
 * How many packages a customer has, and the bytes left in those that have not ended: the sum of
 * those that are a single amount of data, and the others.
 */
type StoredTotals = {
  customerId: string;
  packages: number;
  amountBytes: bigint;
  byTerms: SentPackage[] | null;
};

/** A package as JSON. */
export type SentPackage = Pick<
  Package,
  'state' | 'sizeValue' | 'sizeUnit' | 'validityDays' | 'dataTerms' | 'dataDays'
> & { dataBytes: string; usedBytes: string; activatedAt: string | null; expiresAt: string | null };

const holds = (now: Date) => sql`(
  state = 'PENDING'
    or (state = 'ACTIVE' and coalesce(expires_at > ${now}, true))
    or (state = 'WAITING'
      and coalesce(greatest(expires_at, expires_at + validity_days * interval '1 day')
        > ${now}, true))
)`;

/** Returns the totals of each of these customers that has packages; as `packageAt` sees them. */
export function selectPackageTotals(
  { db, accountId, now }: Pick<ReadScope, 'db' | 'accountId' | 'now'>,
  customerIds: readonly string[],
): Promise<StoredTotals[]> {
  return db.rows<StoredTotals>(sql`
    select customer_id as "customerId", count(*)::int as packages,
      coalesce(sum(data_bytes - used_bytes) filter (where data_terms is null and ${holds(now)}), 0)
        ::bigint as "amountBytes",
      jsonb_agg(jsonb_build_object(
        'state', state, 'sizeValue', size_value, 'sizeUnit', size_unit,
        'validityDays', validity_days, 'dataTerms', data_terms, 'dataDays', data_days,
        'dataBytes', data_bytes::text, 'usedBytes', used_bytes::text,
        'activatedAt', activated_at, 'expiresAt', expires_at
      )) filter (where data_terms is not null and ${holds(now)}) as "byTerms"
    from activated_items
    where account_id = ${accountId}
      and customer_id = any(${[...customerIds]}::uuid[])
    group by customer_id`);
}

/** Returns the number of an account's packages that are active or wait for activation. */
export async function countUsablePackages(db: Queryable, accountId: string): Promise<bigint> {
  const row = await db.row<{ count: bigint }>(sql`
    select (
      select count(*)
      from activated_items
      where account_id = ${accountId}
        and due_at is not null
    ) - (
      -- Taken off, so that both counts are of entries of an index.
      select count(*)
      from activated_items
      where account_id = ${accountId}
        and due_at is not null
        and state = 'PENDING'
    ) as count`);
  return row?.count ?? 0n;
}
