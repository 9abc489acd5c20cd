import { numberIn } from '../../kernel/iccid.ts';
import { type Sql, sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { containsText } from '../../platform/db/text-search.ts';
import { andPackages, type readPackageQuery } from '../activations/index.ts';
import { CUSTOMER_COLUMNS, type Customer } from '../customers/index.ts';

type Account = Pick<ReadScope, 'db' | 'accountId' | 'now'>;

/** Conditions on the packages of a customer, a text, and when the customer was created. */
export type CustomerFilter = ReturnType<typeof readPackageQuery> & { tag?: string | undefined };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The most customers that one field of a search contributes. */
const MAX_FOUND = 10_001;

/** How many of the newest customers are compared with a text before its indexes are asked. */
const NEWEST = 1_000;

type Page = { after: string | undefined; limit: number };

/**
 * Returns up to `limit` customers, the newest first, after an ID. A text that many customers have
 * is found among the newest ones.
 */
export async function selectCustomersFound(
  scope: Account,
  filter: CustomerFilter,
  page: Page,
): Promise<Customer[]> {
  const { text, ...others } = filter;
  if (text === undefined) return selectPage(scope, filter, page);
  const newest = await scope.db.rows<Customer>(sql`
    select ${CUSTOMER_COLUMNS}
    from (
      select id
      from customers
      where account_id = ${scope.accountId}
        ${page.after ? sql`and id < ${page.after}` : sql``}
      order by id desc
      limit ${NEWEST}
    ) as newest
    join customers on customers.account_id = ${scope.accountId} and customers.id = newest.id
    where ${hasText(text)}
      ${andMatches(scope, others)}
    order by customers.id desc
    limit ${page.limit}`);
  return newest.length === page.limit ? newest : selectPage(scope, filter, page);
}

function selectPage(scope: Account, filter: CustomerFilter, page: Page): Promise<Customer[]> {
  return scope.db.rows<Customer>(sql`
    select ${CUSTOMER_COLUMNS}
    from customers
    where account_id = ${scope.accountId}
      ${andMatches(scope, filter)}
      ${page.after ? sql`and id < ${page.after}` : sql``}
    order by id desc
    limit ${page.limit}`);
}

/** Tells whether a customer has the text in one of the fields that `customersFound` searches. */
function hasText(text: string): Sql {
  const number = numberIn(text);
  const uuid = text.toLowerCase();
  const isUuid = UUID.test(uuid);
  return sql`(
      ${containsText(sql`lower(customers.email)`, text)}
      ${isUuid ? sql`or customers.id = ${uuid}` : sql``}
      or exists (
        select 1 from activated_items as item
        where item.account_id = customers.account_id
          and item.customer_id = customers.id
          and (
            ${containsText(sql`lower(item.metatag)`, text)}
            ${isUuid ? sql`or item.id = ${uuid}` : sql``}
          )
      )
      ${
        number !== undefined
          ? sql`or exists (
              select 1 from esim_profiles as profile
              where profile.account_id = customers.account_id
                and profile.customer_id = customers.id
                and (
                  ${containsText(sql`profile.iccid`, number)}
                  or ${containsText(sql`profile.imsi`, number)}
                )
            )`
          : sql``
      }
    )`;
}

/** Returns the number of customers, counting no further than `most`. */
export async function countCustomersFound(
  scope: Account,
  filter: CustomerFilter,
  most: number,
): Promise<number> {
  const row = await scope.db.row<{ count: number }>(sql`
    select count(*)::int as count
    from (
      select from customers
      where account_id = ${scope.accountId}
        ${andMatches(scope, filter)}
      limit ${most}
    ) as found`);
  return row?.count ?? 0;
}

function andMatches(scope: Account, filter: CustomerFilter): Sql {
  const { from, before, text, tag, countrySet, ...packages } = filter;
  const hasConditions = Object.values(packages).some((value) => value !== undefined);
  const all = sql``;
  return sql`
    ${from ? sql`and customers.created_at >= ${from}` : all}
    ${before ? sql`and customers.created_at < ${before}` : all}
    ${countrySet ? sql`and customers.country_set = ${countrySet}` : all}
    ${tag ? sql`and customers.id in (${customersTagged(scope, tag)})` : all}
    ${text ? sql`and customers.id in (${customersFound(scope, text)})` : all}
    ${hasConditions ? sql`and ${hasPackage(scope, packages)}` : all}`;
}

function hasPackage(scope: Account, packages: CustomerFilter): Sql {
  return sql`exists (
    select 1 from activated_items
    where activated_items.account_id = ${scope.accountId}
      and activated_items.customer_id = customers.id
      ${andPackages(packages, scope.now)}
  )`;
}

function customersTagged({ accountId }: Account, tag: string): Sql {
  return sql`
    select customer_id from customer_tags
    where account_id = ${accountId} and tag = lower(${tag})`;
}

function customersFound({ accountId }: Account, text: string): Sql {
  const number = numberIn(text);
  const uuid = text.toLowerCase();
  const isUuid = UUID.test(uuid);
  return sql`
    (
      select id from customers
      where account_id = ${accountId} and ${containsText(sql`lower(email)`, text)}
      limit ${MAX_FOUND}
    )
    union
    (
      select customer_id from activated_items
      where account_id = ${accountId} and ${containsText(sql`lower(metatag)`, text)}
      limit ${MAX_FOUND}
    )
    ${number !== undefined ? orOfEsim(accountId, number) : sql``}
    ${isUuid ? orOfId(accountId, uuid) : sql``}`;
}

function orOfEsim(accountId: string, number: string): Sql {
  return sql`
    union
    (
      select customer_id from esim_profiles
      where account_id = ${accountId}
        and (${containsText(sql`iccid`, number)} or ${containsText(sql`imsi`, number)})
      limit ${MAX_FOUND}
    )`;
}

function orOfId(accountId: string, uuid: string): Sql {
  return sql`
    union
    (select id from customers where account_id = ${accountId} and id = ${uuid})
    union
    (select customer_id from activated_items where account_id = ${accountId} and id = ${uuid})`;
}
