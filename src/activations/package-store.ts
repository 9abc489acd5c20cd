import { sql, type Tx } from '../db/database.ts';
import type { ActivatedItem } from './activated-item.ts';
import { ITEM_COLUMNS } from './change-store.ts';
import { nextDue } from './due.ts';

export type PackageRow = ActivatedItem & { countries: string[] };

/** Packages that can still give data to a use at `since` or later, locked until the end. */
export function selectUsableForUpdate(
  tx: Tx,
  accountId: string,
  { domainIds, since }: { domainIds: readonly string[]; since: Date },
): Promise<PackageRow[]> {
  return tx.rows<PackageRow>(sql`
    select ${ITEM_COLUMNS}, country_sets.countries
    from activated_items
    join country_sets on country_sets.code = activated_items.country_set
    where activated_items.account_id = ${accountId}
      and activated_items.profile_domain_id = any(${[...domainIds]}::uuid[])
      and (
        activated_items.state in ('WAITING', 'ACTIVE')
        or (
          activated_items.state = 'EXPIRED'
          and activated_items.expires_at > ${since}
          and activated_items.used_bytes < activated_items.data_bytes
        )
      )
    order by activated_items.id
    for no key update of activated_items`);
}

/** Packages of the account that have something due by `now`, locked; others' locks are passed over. */
export function selectDueForUpdate(
  tx: Tx,
  accountId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<ActivatedItem[]> {
  return tx.rows<ActivatedItem>(sql`
    select ${ITEM_COLUMNS}
    from activated_items
    where activated_items.account_id = ${accountId}
      and activated_items.due_at <= ${now}
    order by activated_items.due_at, activated_items.id
    limit ${limit}
    for no key update skip locked`);
}

/** Writes what use and time change, for locked packages, in one statement. */
export async function updatePackages(
  tx: Tx,
  accountId: string,
  items: readonly ActivatedItem[],
): Promise<void> {
  await tx.run(sql`
    update activated_items as item
    set state = change.state, used_bytes = change.used_bytes, activated_at = change.activated_at,
      expires_at = change.expires_at, warned_at = change.warned_at, due_at = change.due_at
    from unnest(
      ${items.map((item) => item.id)}::uuid[],
      ${items.map((item) => item.state)}::text[],
      ${items.map((item) => item.usedBytes)}::bigint[],
      ${items.map((item) => item.activatedAt)}::timestamptz[],
      ${items.map((item) => item.expiresAt)}::timestamptz[],
      ${items.map((item) => item.warnedAt)}::timestamptz[],
      ${items.map(nextDue)}::timestamptz[]
    ) as change (id, state, used_bytes, activated_at, expires_at, warned_at, due_at)
    where item.account_id = ${accountId}
      and item.id = change.id`);
}
