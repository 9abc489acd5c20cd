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

/** How many packages a customer has, and the bytes left in those that have not ended. */
export type PackageTotals = { customerId: string; packages: number; availableBytes: bigint };

/** Returns the totals of each of these customers that has packages; as `packageAt` sees them. */
export function readPackageTotals(
  { db, accountId, now }: Pick<ReadScope, 'db' | 'accountId' | 'now'>,
  customerIds: readonly string[],
): Promise<PackageTotals[]> {
  return db.rows<PackageTotals>(sql`
    select customer_id as "customerId", count(*)::int as packages,
      coalesce(sum(data_bytes - used_bytes) filter (
        where state = 'PENDING'
          or (state = 'ACTIVE' and coalesce(expires_at > ${now}, true))
          or (state = 'WAITING'
            and coalesce(greatest(expires_at, expires_at + validity_days * interval '1 day')
              > ${now}, true))
      ), 0)::bigint as "availableBytes"
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
