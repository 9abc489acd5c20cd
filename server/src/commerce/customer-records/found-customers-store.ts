import { type Sql, sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { andPackages, type readPackageQuery } from '../activations/index.ts';
import { CUSTOMER_COLUMNS, type Customer } from '../customers/index.ts';

type Account = Pick<ReadScope, 'db' | 'accountId' | 'now'>;

/** Conditions on the packages of a customer, a text, and when the customer was created. */
export type CustomerFilter = ReturnType<typeof readPackageQuery> & { tag?: string | undefined };

/** The most customers that one field of a search contributes. */
const MAX_FOUND = 10_001;

/** Returns up to `limit` customers, the newest first, after an ID. */
export function selectCustomersFound(
  scope: Account,
  filter: CustomerFilter,
  page: { after: string | undefined; limit: number },
): Promise<Customer[]> {
  return scope.db.rows<Customer>(sql`
    select ${CUSTOMER_COLUMNS}
    from customers
    where account_id = ${scope.accountId}
      ${andMatches(scope, filter)}
      ${page.after ? sql`and id < ${page.after}` : sql``}
    order by id desc
    limit ${page.limit}`);
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
    select from activated_items
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
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const digits = text.replaceAll(' ', '');
  const uuid = text.toLowerCase();
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid);
  return sql`
    (
      select id from customers
      where account_id = ${accountId} and lower(email) like lower(${pattern})
      limit ${MAX_FOUND}
    )
    union
    (
      select customer_id from activated_items
      where account_id = ${accountId} and lower(metatag) like lower(${pattern})
      limit ${MAX_FOUND}
    )
    ${/^\d+$/.test(digits) ? orOfEsim(accountId, `%${digits}%`) : sql``}
    ${isUuid ? orOfId(accountId, uuid) : sql``}`;
}

function orOfEsim(accountId: string, pattern: string): Sql {
  return sql`
    union
    (
      select customer_id from esim_profiles
      where account_id = ${accountId} and (iccid like ${pattern} or imsi like ${pattern})
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
