import { bigints, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { nextDue } from './due.ts';
import type { Package, PackageLife } from './package.ts';

const LIFE_COLUMNS: Sql = sql`
  id, customer_id as "customerId", profile_domain_id as "profileDomainId", name, metatag,
  data_bytes as "dataBytes", used_bytes as "usedBytes", validity_days as "validityDays",
  country_set as "countrySet", activation_mode as "activationMode", state, sold_at as "soldAt",
  activated_at as "activatedAt", expires_at as "expiresAt", warned_at as "warnedAt"`;

/** Packages that can still give data to a use at `since` or later, locked until the end. */
export function selectUsableForUpdate(
  tx: Tx,
  accountId: string,
  { domainIds, since }: { domainIds: readonly string[]; since: Date },
): Promise<PackageLife[]> {
  return tx.rows<PackageLife>(sql`
    select ${LIFE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and profile_domain_id = any(${uuids(domainIds)}::uuid[])
      and (
        state in ('WAITING', 'ACTIVE')
        or (state = 'EXPIRED' and expires_at > ${since} and used_bytes < data_bytes)
      )
    order by id
    for no key update`);
}

export type Coverage = { code: string; countries: string[] };

/** The countries of each of these sets. */
export function selectCoverage(tx: Tx, codes: readonly string[]): Promise<Coverage[]> {
  return tx.rows<Coverage>(sql`
    select code, countries
    from country_sets
    where code = any(${[...codes]}::text[])`);
}

/** A package with something due; a pending one holds credits. */
export type DuePackage = PackageLife & Pick<Package, 'holdSequence'>;

/**
 * Locks all of the account's packages that have something due, waiting for those that others have
 * locked; by id, as usage locks them.
 */
export async function lockDue(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx.run(sql`
    select count(*)
    from (
      select id
      from activated_items
      where account_id = ${accountId}
        and due_at <= ${now}
      order by id
      for no key update
    ) as due`);
}

/** The account's packages with something due, first due first; others' locks are passed over. */
export function selectDueForUpdate(
  tx: Tx,
  accountId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<DuePackage[]> {
  return tx.rows<DuePackage>(sql`
    select ${LIFE_COLUMNS}, hold_sequence as "holdSequence"
    from activated_items
    where account_id = ${accountId}
      and due_at <= ${now}
    order by due_at, id
    limit ${limit}
    for no key update skip locked`);
}

/** Writes what use and time change, for locked packages, in one statement. */
export async function updatePackages(
  tx: Tx,
  accountId: string,
  items: readonly PackageLife[],
): Promise<void> {
  await tx.run(sql`
    update activated_items as item
    set state = change.state, used_bytes = change.used_bytes, activated_at = change.activated_at,
      expires_at = change.expires_at, warned_at = change.warned_at, due_at = change.due_at
    from unnest(
      ${uuids(items.map((item) => item.id))}::uuid[],
      ${texts(items.map((item) => item.state))}::text[],
      ${bigints(items.map((item) => item.usedBytes))}::bigint[],
      ${timestamps(items.map((item) => item.activatedAt))}::timestamptz[],
      ${timestamps(items.map((item) => item.expiresAt))}::timestamptz[],
      ${timestamps(items.map((item) => item.warnedAt))}::timestamptz[],
      ${timestamps(items.map(nextDue))}::timestamptz[]
    ) as change (id, state, used_bytes, activated_at, expires_at, warned_at, due_at)
    where item.account_id = ${accountId}
      and item.id = change.id`);
}

export type TimeOfAccount = { accountId: string; now: Date };

/**
 * Accounts where something is due on their own clock, in no order, so that several workers begin
 * with different ones; `realNow` is the machine's time. One probe of an index for each account.
 */
export function selectAccountsWithDue(db: Queryable, realNow: Date): Promise<TimeOfAccount[]> {
  return db.rows<TimeOfAccount>(sql`
    select clock.account_id as "accountId", clock.now
    from (
      select id as account_id,
        ${realNow}::timestamptz + clock_offset_ms * interval '1 millisecond' as now
      from accounts
    ) as clock
    where exists (
      select 1
      from activated_items
      where activated_items.account_id = clock.account_id
        and activated_items.due_at <= clock.now
    )
    order by random()`);
}
