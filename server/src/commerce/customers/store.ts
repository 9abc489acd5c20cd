import { customersOfProfile } from '../../connectivity/esims/index.ts';
import { isUuid, type OfAccount } from '../../kernel/ids.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Customer } from './customer.ts';

/** A customer with the profile domain that a top-up joins if it names none. */
export type KnownCustomer = Customer & { firstDomainId: string };

export const CUSTOMER_COLUMNS: Sql = sql`
  customers.account_id as "accountId", customers.id, customers.email,
  customers.country_of_residence as "countryOfResidence", customers.country_set as "countrySet",
  customers.metatag, customers.link_version as "linkVersion",
  customers.language, customers.unsubscribed_at as "unsubscribedAt",
  customers.created_at as "createdAt", customers.erased_at as "erasedAt"`;

export async function insertCustomers(tx: Tx, customers: readonly Customer[]): Promise<void> {
  await tx.run(sql`
    insert into customers
      (account_id, id, email, country_of_residence, country_set, metatag, created_at)
    select account_id, id, email, country_of_residence, country_set, metatag, created_at
    from unnest(
      ${uuids(customers.map((customer) => customer.accountId))}::uuid[],
      ${uuids(customers.map((customer) => customer.id))}::uuid[],
      ${texts(customers.map((customer) => customer.email))}::text[],
      ${texts(customers.map((customer) => customer.countryOfResidence))}::text[],
      ${texts(customers.map((customer) => customer.countrySet))}::text[],
      ${texts(customers.map((customer) => customer.metatag))}::text[],
      ${timestamps(customers.map((customer) => customer.createdAt))}::timestamptz[]
    ) as customer (account_id, id, email, country_of_residence, country_set, metatag, created_at)`);
}

/** Locks the rows, so that an erasure waits and finds everything that the sale writes. */
export async function selectCustomersForSale(
  tx: Tx,
  wanted: readonly OfAccount[],
): Promise<KnownCustomer[]> {
  const known = wanted.filter(({ id }) => isUuid(id));
  if (known.length === 0) return [];
  const accountIds = known.map(({ accountId }) => accountId);
  return tx.rows<KnownCustomer>(sql`
    select ${CUSTOMER_COLUMNS}, (
      select id
      from profile_domains
      where account_id = customers.account_id
        ${ofAccounts(tx, sql`account_id`, accountIds)}
        and customer_id = customers.id
      order by created_at, id
      limit 1
    ) as "firstDomainId"
    from unnest(
      (select ${uuids(accountIds)}::uuid[]),
      (select ${uuids(known.map(({ id }) => id))}::uuid[])
    ) as wanted (account_id, id)
    join customers
      on customers.account_id = wanted.account_id
      and customers.id = wanted.id
      ${ofAccounts(tx, sql`customers.account_id`, accountIds)}
    order by customers.account_id, customers.id
    for share of customers`);
}

export function selectCustomers(
  db: Queryable,
  accountId: string,
  customerIds: readonly string[],
): Promise<Customer[]> {
  return selectAmong(db, accountId, sql`${customerIds.filter(isUuid)}::uuid[]`);
}

/** Returns the customer of an eSIM profile; undefined if there is no such profile. */
export async function selectCustomerOfProfile(
  db: Queryable,
  profile: OfAccount,
): Promise<Customer | undefined> {
  const [customer] = await selectAmong(db, profile.accountId, customersOfProfile(profile));
  return customer;
}

function selectAmong(db: Queryable, accountId: string, ids: Sql): Promise<Customer[]> {
  return db.rows<Customer>(sql`
    select ${CUSTOMER_COLUMNS}
    from customers
    where account_id = ${accountId}
      and id = any(${ids})`);
}

/** Ids sort by time (UUID version 7), so the newest are the last of the primary key. */
export function selectNewestCustomers(
  db: Queryable,
  accountId: string,
  page: { limit: number; offset: number },
): Promise<Customer[]> {
  return db.rows<Customer>(sql`
    select ${CUSTOMER_COLUMNS}
    from customers
    where account_id = ${accountId}
    order by id desc
    limit ${page.limit}
    offset ${page.offset}`);
}

export async function countCustomers(db: Queryable, accountId: string): Promise<number> {
  const counted = await db.row<{ total: bigint }>(sql`
    select count(*) as total
    from customers
    where account_id = ${accountId}`);
  return Number(counted?.total ?? 0);
}

/** Locks the row, so that an erasure waits until the transaction ends. */
export function selectCustomerForShare(
  tx: Tx,
  accountId: string,
  id: string,
): Promise<Customer | undefined> {
  return tx.row<Customer>(sql`
    select ${CUSTOMER_COLUMNS}
    from customers
    where account_id = ${accountId}
      and id = ${id}
    for share`);
}

/**
 * Updates the values that are not null. Returns undefined if there is no such customer or it is
 * erased.
 */
export function updateCustomerDetails(
  tx: Tx,
  accountId: string,
  details: { id: string; email: string | null; countryOfResidence: string | null },
): Promise<Customer | undefined> {
  return tx.row<Customer>(sql`
    update customers
    set email = coalesce(${details.email}, email),
      country_of_residence = coalesce(${details.countryOfResidence}, country_of_residence)
    where account_id = ${accountId}
      and id = ${details.id}
      and erased_at is null
    returning ${CUSTOMER_COLUMNS}`);
}

/** Returns undefined if there is no such customer or it is erased already. */
export function updateErased(
  tx: Tx,
  accountId: string,
  { id, now }: { id: string; now: Date },
): Promise<Customer | undefined> {
  return tx.row<Customer>(sql`
    update customers
    set email = null, country_of_residence = null, language = null, erased_at = ${now}
    where account_id = ${accountId}
      and id = ${id}
      and erased_at is null
    returning ${CUSTOMER_COLUMNS}`);
}

/** Revokes the links of a held customer's page: those of a new version take their place. */
export async function raiseCustomerLinkVersion(
  tx: Tx,
  { accountId, id }: OfAccount,
): Promise<Customer> {
  const changed = await tx.row<Customer>(sql`
    update customers
    set link_version = link_version + 1
    where account_id = ${accountId}
      and id = ${id}
    returning ${CUSTOMER_COLUMNS}`);
  if (!changed) throw new Error(`Customer ${id} does not exist`);
  return changed;
}

/** Keeps the language that a customer uses, unless the customer is erased. */
export async function rememberLanguage(
  db: Queryable,
  { accountId, id, language }: OfAccount & { language: TravellerLanguage },
): Promise<void> {
  await db.run(sql`
    update customers
    set language = ${language}
    where account_id = ${accountId}
      and id = ${id}
      and language is distinct from ${language}
      and erased_at is null`);
}

/** Ends reminders to a customer. Returns false if there is no such customer or it is erased. */
export async function unsubscribeCustomer(
  db: Queryable,
  { accountId, id }: OfAccount,
): Promise<boolean> {
  const found = await db.run(sql`
    update customers
    set unsubscribed_at = least(unsubscribed_at, now())
    where account_id = ${accountId}
      and id = ${id}
      and erased_at is null`);
  return found === 1;
}

/** Deletes every customer of a sandbox account, as a part of its reset. */
export async function resetCustomers(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await scope.db.run(sql`delete from customers where account_id = ${scope.accountId}`);
}
