import { bigints, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import {
  type Database,
  type Queryable,
  type Sql,
  sql,
  type Tx,
} from '../../platform/db/database.ts';
import { changeAcross } from '../../platform/db/lock-across.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { nextDue } from './due.ts';
import type { Package, PackageLife } from './package.ts';

export const PACKAGE_COLUMNS: Sql = sql`
  activated_items.account_id as "accountId", activated_items.id,
  activated_items.customer_id as "customerId",
  activated_items.profile_domain_id as "profileDomainId",
  activated_items.esim_profile_id as "esimProfileId",
  activated_items.inventory_item_id as "inventoryItemId",
  activated_items.data_plan_id as "dataPlanId", activated_items.name,
  activated_items.size_value::float8 as "sizeValue", activated_items.size_unit as "sizeUnit",
  activated_items.data_bytes as "dataBytes", activated_items.used_bytes as "usedBytes",
  activated_items.validity_days as "validityDays", activated_items.country_set as "countrySet",
  activated_items.carrier, activated_items.activation_mode as "activationMode",
  activated_items.sales_channel as "salesChannel", activated_items.metatag,
  activated_items.user_ip as "userIp", activated_items.user_country as "userCountry",
  activated_items.status, activated_items.state,
  activated_items.purchase_price_minor as "purchasePriceMinor",
  activated_items.retail_price_minor as "retailPriceMinor",
  activated_items.hold_sequence as "holdSequence", activated_items.client_id as "clientId",
  activated_items.person_id as "personId",
  activated_items.sold_at as "soldAt", activated_items.activated_at as "activatedAt",
  activated_items.expires_at as "expiresAt", activated_items.warned_at as "warnedAt",
  activated_items.refunded_at as "refundedAt",
  activated_items.data_terms as "dataTerms", activated_items.data_days as "dataDays"`;

const LIFE_COLUMNS: Sql = sql`
  id, customer_id as "customerId", profile_domain_id as "profileDomainId", name, metatag,
  data_bytes as "dataBytes", used_bytes as "usedBytes", validity_days as "validityDays",
  country_set as "countrySet", activation_mode as "activationMode", state, sold_at as "soldAt",
  activated_at as "activatedAt", expires_at as "expiresAt", warned_at as "warnedAt",
  data_terms as "dataTerms", data_days as "dataDays"`;

export function selectPackage(db: Queryable, accountId: string, id: string) {
  return db.row<Package>(sql`
    select ${PACKAGE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns true if a package of the profile domain is waiting or still has data and time left. */
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

export function selectPackageForUpdate(tx: Tx, accountId: string, id: string) {
  return tx.row<Package>(sql`
    select ${PACKAGE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

/**
 * Marks a locked package refunded, which withdraws its data. Returns undefined, and changes
 * nothing, if it was refunded, used or sold from prepaid stock.
 */
export function markRefunded(
  { db, accountId, now }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  id: string,
): Promise<Package | undefined> {
  return db.row<Package>(sql`
    update activated_items
    set status = 'REFUNDED', state = 'REFUNDED', refunded_at = ${now}, due_at = null
    where account_id = ${accountId}
      and id = ${id}
      and status = 'PURCHASED'
      and state in ('WAITING', 'ACTIVE')
      and used_bytes = 0
    returning ${PACKAGE_COLUMNS}`);
}

/** Starts a waiting package. Returns false, and changes nothing, if it no longer waits. */
export async function updateStarted(
  tx: Tx,
  { accountId, id, activatedAt, expiresAt, dueAt }: Package & { dueAt: Date | null },
): Promise<boolean> {
  const updated = await tx.run(sql`
    update activated_items
    set state = 'ACTIVE', activated_at = ${activatedAt}, expires_at = ${expiresAt},
      due_at = ${dueAt}
    where account_id = ${accountId}
      and id = ${id}
      and state = 'WAITING'`);
  return updated === 1;
}

/** Locks and returns the packages that can still cover data used at `since` or later. */
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

/** A package with something due; if it is pending, `holdSequence` names its hold on credits. */
export const DUE_COLUMNS: Sql = sql`
  ${LIFE_COLUMNS}, hold_sequence as "holdSequence", purchase_price_minor as "purchasePriceMinor",
  inventory_item_id as "inventoryItemId", status`;

export type DuePackage = PackageLife &
  Pick<Package, 'holdSequence' | 'purchasePriceMinor' | 'inventoryItemId' | 'status'>;

/**
 * Locks all packages of the account that have something due, and waits for those that are locked.
 * Locks in the order of ids, as usage does.
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

/** Locks and returns packages with something due, the earliest first; skips locked ones. */
export function selectDueForUpdate(
  tx: Tx,
  accountId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<DuePackage[]> {
  return tx.rows<DuePackage>(sql`
    select ${DUE_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and due_at <= ${now}
    order by due_at, id
    limit ${limit}
    for no key update skip locked`);
}

/** Writes the fields that usage and time change, of locked packages, in one statement. */
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

/** Writes what the days of locked packages gave. */
export async function updateDays(
  tx: Tx,
  accountId: string,
  items: readonly Pick<PackageLife, 'id' | 'dataDays'>[],
): Promise<void> {
  await tx.run(sql`
    update activated_items as item
    set data_days = change.data_days::jsonb
    from unnest(
      ${uuids(items.map(({ id }) => id))}::uuid[],
      ${texts(items.map(({ dataDays }) => JSON.stringify(dataDays)))}::text[]
    ) as change (id, data_days)
    where item.account_id = ${accountId}
      and item.id = change.id`);
}

/** Erases the IP addresses and countries from which a customer bought. */
export async function erasePurchaseLocations(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  await db.run(sql`
    update activated_items
    set user_ip = null, user_country = null
    where account_id = ${accountId}
      and customer_id = ${customerId}
      and (user_ip is not null or user_country is not null)`);
}

/**
 * Erases at most `limit` IP addresses of travellers from packages of any account that were sold
 * more than `olderThanDays` days of real time ago, oldest first, and returns their number.
 * `sold_at` is the account's time, which a sandbox moves; the id has the real time (UUID version
 * 7), so the cutoff is the first id that could be made at that moment.
 */
export async function eraseOldUserIps(
  db: Database,
  { olderThanDays, limit }: { olderThanDays: number; limit: number },
): Promise<number> {
  return changeAcross(db, {
    limit,
    due: (most, onNode) => sql`
      select account_id, id
      from activated_items
      where user_ip is not null
        and id < rpad(
          lpad(to_hex((
            extract(epoch from now() - make_interval(days => ${olderThanDays})) * 1000
          )::bigint), 12, '0'),
          32, '0'
        )::uuid
        ${onNode(sql`account_id`)}
      order by id
      limit ${most}`,
    change: (due, onNode) => sql`
      update activated_items
      set user_ip = null
      where (account_id, id) in (${due} for update skip locked)
        ${onNode(sql`account_id`)}`,
  });
}

/** Deletes every package of a sandbox account, as a part of its reset. */
export async function resetPackages(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await scope.db.run(sql`delete from activated_items where account_id = ${scope.accountId}`);
}
