import { type Queryable, type Sql, sql } from '../db/database.ts';
import type { SearchKey, SearchMode } from './customer-search.ts';

/** Sorts after every character that can follow a prefix. */
const LAST = '\u{10FFFF}';
const AFTER_DIGITS = ':';
export const LOWEST_UUID = '00000000-0000-0000-0000-000000000000';
const HIGHEST_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** One thing to look into; a `text` that can be there at all: digits, hexadecimals. */
export type Match = { by: Exclude<SearchKey, 'ANY'>; mode: SearchMode; text: string };

export type Found = { totalCount: number; ids: string[] };

type Find = (accountId: string, text: string, mode: SearchMode) => Sql;

const FINDS: Record<Match['by'], Find> = {
  EMAIL: findByEmail,
  METATAG: findByMetatag,
  ICCID: findByIccid,
  IMSI: findByImsi,
  UID: findByUid,
};

/** How many customers any of `matches` finds, each once, and a page of their ids, newest first. */
export async function selectFound(
  db: Queryable,
  accountId: string,
  of: { matches: readonly Match[]; limit: number; offset: number },
): Promise<Found> {
  const finds = of.matches.map(({ by, mode, text }) => FINDS[by](accountId, text, mode));
  const found = await db.row<Found>(sql`
    with found as materialized (${finds.reduce((all, one) => sql`${all} union ${one}`)})
    select
      (select count(*)::int from found) as "totalCount",
      array(
        select id
        from found
        order by id desc
        limit ${of.limit}
        offset ${of.offset}
      ) as ids`);
  return found ?? { totalCount: 0, ids: [] };
}

function findByEmail(accountId: string, text: string, mode: SearchMode): Sql {
  return sql`
    select id
    from customers
    where account_id = ${accountId}
      and email is not null
      and ${holdsText(sql`lower(email)`, text, mode)}`;
}

/** The metatag of any of the customer's packages. */
function findByMetatag(accountId: string, text: string, mode: SearchMode): Sql {
  return sql`
    select distinct customer_id as id
    from activated_items
    where account_id = ${accountId}
      and metatag is not null
      and ${holdsText(sql`lower(metatag)`, text, mode)}`;
}

function findByIccid(accountId: string, text: string, mode: SearchMode): Sql {
  return sql`
    select distinct customer_id as id
    from esim_profiles
    where account_id = ${accountId}
      and ${holdsDigits(sql`iccid`, text, mode)}`;
}

function findByImsi(accountId: string, text: string, mode: SearchMode): Sql {
  return sql`
    select distinct customer_id as id
    from esim_profiles
    where account_id = ${accountId}
      and ${holdsDigits(sql`imsi`, text, mode)}`;
}

/** Ids sort as their texts do; a part from the middle is looked for in every id of the account. */
function findByUid(accountId: string, text: string, mode: SearchMode): Sql {
  const isInside = mode === 'contains';
  return sql`
    select id
    from customers
    where account_id = ${accountId}
      and ${isInside ? sql`id::text like ${inside(text)}` : beginsUid(text)}`;
}

function beginsUid(text: string): Sql {
  const from = text + LOWEST_UUID.slice(text.length);
  const to = text + HIGHEST_UUID.slice(text.length);
  return sql`id between ${from} and ${to}`;
}

/** The server folds both sides, so that they agree whatever its locale knows of case. */
function holdsText(folded: Sql, text: string, mode: SearchMode): Sql {
  switch (mode) {
    case 'isExact':
      return sql`${folded} = lower(${text})`;
    case 'startsWith':
      return sql`${folded} ~>=~ lower(${text}) and ${folded} ~<~ lower(${text + LAST})`;
    case 'contains':
      return sql`${folded} like lower(${inside(text)})`;
  }
}

function holdsDigits(digits: Sql, text: string, mode: SearchMode): Sql {
  switch (mode) {
    case 'isExact':
      return sql`${digits} = ${text}`;
    case 'startsWith':
      return sql`${digits} >= ${text} and ${digits} < ${text + AFTER_DIGITS}`;
    case 'contains':
      return sql`${digits} like ${inside(text)}`;
  }
}

/** The pattern of a text that stands anywhere; `%`, `_` and `\` stand for themselves. */
function inside(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
