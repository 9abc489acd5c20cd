import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { RequestRecord } from './request-record.ts';
import { entryColumns, type RequestPage, selectEntries, withFilter } from './store.ts';

/** How many of the newest requests are looked at before the index of paths is asked. */
const NEWEST = 1_000;
/** The path of most sales, which is not in the index of paths so that they need not write it. */
const SALES = '/gigastore/activations/register';
/** Sorts behind all texts that continue a path. */
const LAST = '\u{10ffff}';

/**
 * Returns the requests whose path begins with `path`, as `selectEntries` does. One that many
 * requests have is found among the newest ones.
 */
export async function selectByPath(
  db: Queryable,
  accountId: string,
  of: RequestPage & { path: string },
): Promise<RequestRecord[]> {
  const newest = await selectAmongNewest(db, accountId, of);
  if (newest.length === of.limit) return newest;
  return SALES.startsWith(of.path)
    ? selectEntries(db, accountId, of)
    : selectNamed(db, accountId, of);
}

function selectAmongNewest(
  db: Queryable,
  accountId: string,
  { path, ...of }: RequestPage & { path: string },
): Promise<RequestRecord[]> {
  const { path: _, ...filter } = of.filter;
  return selectPlaces(db, accountId, {
    ...of,
    places: sql`
      select at, id, path
      from api_requests
      where account_id = ${accountId}
        ${withFilter({ ...of, filter })}
      order by at desc, id desc
      limit ${NEWEST}`,
    isWanted: sql`starts_with(path, ${path})`,
  });
}

/** Their places are all read from the index first, because its order is another one. */
function selectNamed(
  db: Queryable,
  accountId: string,
  { path, ...of }: RequestPage & { path: string },
): Promise<RequestRecord[]> {
  return selectPlaces(db, accountId, {
    ...of,
    places: sql`
      select at, id
      from api_requests
      where account_id = ${accountId}
        and path collate "C" >= ${path}
        and path collate "C" < ${path + LAST}
        and path <> '/gigastore/activations/register'
        ${withFilter(of)}`,
    isWanted: sql`true`,
  });
}

function selectPlaces(
  db: Queryable,
  accountId: string,
  { places, isWanted, limit }: { places: Sql; isWanted: Sql; limit: number },
): Promise<RequestRecord[]> {
  return db.rows<RequestRecord>(sql`
    with place as materialized (${places})
    select ${entryColumns}, null as query, null as "requestBody", null as "responseBody"
    from api_requests
    where account_id = ${accountId}
      and (at, id) in (
        select at, id from place where ${isWanted} order by at desc, id desc limit ${limit}
      )
    order by at desc, id desc`);
}
