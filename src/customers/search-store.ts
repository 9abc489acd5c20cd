import { type Queryable, type Sql, sql } from '../db/database.ts';
import type { SearchMode } from './customer-search.ts';

/** Sorts after every character that can follow a prefix. */
const LAST = '\u{10FFFF}';
const AFTER_DIGITS = ':';

export type Found = { totalCount: number; ids: string[] };

/** How many customers any of `matches` finds, and a page of their ids, newest first. */
export async function selectFound(
  db: Queryable,
  matches: Sql,
  page: { limit: number; offset: number },
): Promise<Found> {
  const found = await db.row<Found>(sql`
    with found as materialized (${matches})
    select
      (select count(*)::int from found) as "totalCount",
      array(
        select id
        from found
        order by id desc
        limit ${page.limit}
        offset ${page.offset}
      ) as ids`);
  return found ?? { totalCount: 0, ids: [] };
}

/** Whoever is found in several ways is found once. */
export function anyOf(first: Sql, ...others: Sql[]): Sql {
  return others.reduce((all, one) => sql`${all} union ${one}`, first);
}

export type Wanted = { accountId: string; query: string; mode: SearchMode };

export function matchEmail({ accountId, query, mode }: Wanted): Sql {
  return sql`
    select id
    from customers
    where account_id = ${accountId}
      and email is not null
      and ${matchText(sql`lower(email)`, query, mode)}`;
}

/** The metatag of any of the customer's packages. */
export function matchMetatag({ accountId, query, mode }: Wanted): Sql {
  return sql`
    select distinct customer_id as id
    from activated_items
    where account_id = ${accountId}
      and metatag is not null
      and ${matchText(sql`lower(metatag)`, query, mode)}`;
}

export function matchIccid({ accountId, query, mode }: Wanted): Sql {
  return sql`
    select distinct customer_id as id
    from esim_profiles
    where account_id = ${accountId}
      and ${matchDigits(sql`iccid`, query, mode)}`;
}

export function matchImsi({ accountId, query, mode }: Wanted): Sql {
  return sql`
    select distinct customer_id as id
    from esim_profiles
    where account_id = ${accountId}
      and ${matchDigits(sql`imsi`, query, mode)}`;
}

/** The ids from one to the other, both included. */
export function matchUidRange(accountId: string, range: { from: string; to: string }): Sql {
  return sql`
    select id
    from customers
    where account_id = ${accountId}
      and id between ${range.from} and ${range.to}`;
}

/** Reads every customer of the account. */
export function matchUidPart(accountId: string, part: string): Sql {
  return sql`
    select id
    from customers
    where account_id = ${accountId}
      and id::text like ${`%${literal(part)}%`}`;
}

/** The server folds both sides, so that they agree whatever its locale knows of case. */
function matchText(folded: Sql, query: string, mode: SearchMode): Sql {
  switch (mode) {
    case 'isExact':
      return sql`${folded} = lower(${query})`;
    case 'startsWith':
      return sql`${folded} ~>=~ lower(${query}) and ${folded} ~<~ lower(${query + LAST})`;
    case 'contains':
      return sql`${folded} like lower(${`%${literal(query)}%`})`;
  }
}

function matchDigits(digits: Sql, query: string, mode: SearchMode): Sql {
  switch (mode) {
    case 'isExact':
      return sql`${digits} = ${query}`;
    case 'startsWith':
      return sql`${digits} >= ${query} and ${digits} < ${query + AFTER_DIGITS}`;
    case 'contains':
      return sql`${digits} like ${`%${literal(query)}%`}`;
  }
}

/** `%`, `_` and `\` stand for themselves. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
