import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import { containsText, holdsParts } from '../../platform/db/text-search.ts';
import type { SearchKey, SearchMode } from './customer-search.ts';

/** Sorts after every character that can follow a prefix. */
const LAST = '\u{10FFFF}';
const AFTER_DIGITS = ':';
export const LOWEST_UUID = '00000000-0000-0000-0000-000000000000';
const HIGHEST_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A field to search in; `text` is possible there: digits, hexadecimal digits. */
export type Match = { by: Exclude<SearchKey, 'ANY'>; mode: SearchMode; text: string };
type Wanted = Omit<Match, 'by'> & { accountId: string };

/** With `isMany`, there may be more than `count`, the number that was counted. */
export type Found = { count: number; isMany: boolean; ids: string[] };
export type FoundPage = { matches: readonly Match[]; limit: number; offset: number };

/** Counts up to `most` customers for each match, and returns a page of them, newest first. */
export async function selectFound(
  db: Queryable,
  accountId: string,
  { matches, most, limit, offset }: FoundPage & { most: number },
): Promise<Found> {
  const finds = matches.map(
    ({ by, ...text }, match) => sql`
      select found.id, ${match}::int as match
      from (${SEARCH_FIELDS[by].find({ accountId, ...text })} limit ${most + 1}) as found`,
  );
  const found = await db.row<Found>(sql`
    with found as materialized (${finds.reduce((all, one) => sql`${all} union all ${one}`)})
    select
      (select count(distinct id)::int from found) as count,
      exists (select 1 from found group by match having count(*) > ${most}) as "isMany",
      array(
        select distinct id
        from found
        order by id desc
        limit ${limit}
        offset ${offset}
      ) as ids`);
  return found ?? { count: 0, isMany: false, ids: [] };
}

/**
 * Does the same among the newest `read` customers of the account. `isAll` is true if the account
 * has no others.
 */
export async function selectAmongNewest(
  db: Queryable,
  accountId: string,
  { matches, read, most, limit, offset }: FoundPage & { read: number; most: number },
): Promise<Found & { isAll: boolean }> {
  const found = await db.row<Found & { isAll: boolean }>(sql`
    with found as materialized (
      select id
      from (
        select id, email
        from customers
        where account_id = ${accountId}
        order by id desc
        limit ${read}
      ) as customers
      where ${isAnyOf(accountId, matches)}
      limit ${most + 1}
    )
    select
      (select count(*)::int from found) as count,
      (select count(*) from found) > ${most} as "isMany",
      not exists (
        select 1 from customers where account_id = ${accountId} order by id desc offset ${read}
      ) as "isAll",
      array(select id from found order by id desc limit ${limit} offset ${offset}) as ids`);
  return found ?? { count: 0, isMany: false, isAll: true, ids: [] };
}

/** Scans the account's customers, newest first, until the page is full. */
export async function selectNewestFound(
  db: Queryable,
  accountId: string,
  { matches, limit, offset }: FoundPage,
): Promise<string[]> {
  const found = await db.rows<{ id: string }>(sql`
    select id
    from customers
    where account_id = ${accountId}
      and (${isAnyOf(accountId, matches)})
    order by id desc
    limit ${limit}
    offset ${offset}`);
  return found.map(({ id }) => id);
}

function isAnyOf(accountId: string, matches: readonly Match[]): Sql {
  return matches
    .map(({ by, ...text }) => SEARCH_FIELDS[by].test({ accountId, ...text }))
    .reduce((all, one) => sql`${all} or ${one}`);
}

/**
 * The condition that finds matches by an index, and the one that tests a row of `customers`: a
 * subquery and not `exists`, which PostgreSQL would plan as a join with all matches.
 */
type SearchField = { find: (wanted: Wanted) => Sql; test: (wanted: Wanted) => Sql };

const SEARCH_FIELDS: Record<Match['by'], SearchField> = {
  EMAIL: ofCustomer((wanted) => holdsText(sql`lower(email)`, wanted)),
  UID: ofCustomer(holdsUid),
  ICCID: ofProfile((wanted) => holdsIccid(wanted)),
  IMSI: ofProfile((wanted) => holdsImsi(wanted)),
  METATAG: ofPackage((wanted) => holdsText(sql`lower(metatag)`, wanted)),
};

function ofCustomer(holds: (wanted: Wanted) => Sql): SearchField {
  return {
    find: (wanted) => sql`
      select id from customers where account_id = ${wanted.accountId} and ${holds(wanted)}`,
    test: holds,
  };
}

function ofProfile(holds: (wanted: Wanted) => Sql): SearchField {
  return {
    find: (wanted) => sql`
      select customer_id as id from esim_profiles
      where account_id = ${wanted.accountId} and ${holds(wanted)}`,
    test: (wanted) => sql`(
      select true from esim_profiles
      where account_id = ${wanted.accountId} and customer_id = customers.id and ${holds(wanted)}
      limit 1
    )`,
  };
}

/** Searches in the metatags of all packages of the customer. */
function ofPackage(holds: (wanted: Wanted) => Sql): SearchField {
  return {
    find: (wanted) => sql`
      select customer_id as id from activated_items
      where account_id = ${wanted.accountId} and ${holds(wanted)}`,
    test: (wanted) => sql`(
      select true from activated_items
      where account_id = ${wanted.accountId} and customer_id = customers.id and ${holds(wanted)}
      limit 1
    )`,
  };
}

/** The database folds both sides, so that they agree in every locale. */
function holdsText(folded: Sql, { text, mode }: Wanted): Sql {
  switch (mode) {
    case 'isExact':
      return sql`${folded} = lower(${text})`;
    case 'startsWith':
      return sql`(${folded} ~>=~ lower(${text}) and ${folded} ~<~ lower(${text + LAST}))`;
    case 'contains':
      return containsText(folded, text);
  }
}

function holdsIccid({ text, mode }: Wanted): Sql {
  switch (mode) {
    case 'isExact':
      return sql`iccid = ${text}`;
    case 'startsWith':
      return sql`(iccid >= ${text} and iccid < ${text + AFTER_DIGITS})`;
    case 'contains':
      return containsText(sql`iccid`, text);
  }
}

/** The trigram index serves every mode, which saves a further index that every sale would write. */
function holdsImsi({ text, mode }: Wanted): Sql {
  const parts = holdsParts(sql`imsi`, text);
  switch (mode) {
    case 'isExact':
      return sql`(${parts} and imsi || '' = ${text})`;
    case 'startsWith':
      return sql`(${parts} and starts_with(imsi, ${text}))`;
    case 'contains':
      return containsText(sql`imsi`, text);
  }
}

/** IDs sort like their texts; `contains` tests every ID of the account. */
function holdsUid({ text, mode }: Wanted): Sql {
  if (mode === 'contains') return sql`id::text like ${inside(text)}`;
  const from = text + LOWEST_UUID.slice(text.length);
  const to = text + HIGHEST_UUID.slice(text.length);
  return sql`id between ${from} and ${to}`;
}

/** Returns the pattern that matches the text anywhere, with `%`, `_` and `\` escaped. */
function inside(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
