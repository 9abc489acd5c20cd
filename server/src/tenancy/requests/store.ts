import { isUuid } from '../../kernel/ids.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import { booleans, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';
import type { RecordDraft, RequestRecord } from './request-record.ts';

/** How long requests can be read. Their partitions are dropped some weeks later. */
export const KEPT_DAYS = 30;

/** Keeps requests of any accounts. */
export async function insertRequests(
  db: Queryable,
  records: readonly RecordDraft[],
): Promise<void> {
  const column = (of: (record: RecordDraft) => string | null) => texts(records.map(of));
  await db.run(sql`
    insert into api_requests (
      account_id, at, id, request_id, actor_kind, actor_id, actor_name, method, route, path, query,
      request_body, response_body, status, code, duration_ms, idempotency_key, is_replay,
      remote_address, user_agent
    )
    select account_id, at, id, request_id, actor_kind, actor_id, actor_name, method,
      route, path, query::jsonb, request_body::jsonb, response_body::jsonb, status, code,
      duration_ms, idempotency_key, is_replay, remote_address, user_agent
    from unnest(
      ${uuids(records.map(({ accountId }) => accountId))}::uuid[],
      ${timestamps(records.map(({ at }) => at))}::timestamptz[],
      ${uuids(records.map(({ id }) => id))}::uuid[],
      ${column(({ requestId }) => requestId)}::text[],
      ${column(({ actorKind }) => actorKind)}::text[],
      ${column(({ actorId }) => actorId)}::text[],
      ${column(({ actorName }) => actorName)}::text[],
      ${column(({ method }) => method)}::text[],
      ${column(({ route }) => route)}::text[],
      ${column(({ path }) => path)}::text[],
      ${column(({ query }) => query)}::text[],
      ${column(({ requestBody }) => requestBody)}::text[],
      ${column(({ responseBody }) => responseBody)}::text[],
      ${integers(records.map(({ status }) => status))}::integer[],
      ${column(({ code }) => code)}::text[],
      ${integers(records.map(({ durationMs }) => durationMs))}::integer[],
      ${column(({ idempotencyKey }) => idempotencyKey)}::text[],
      ${booleans(records.map(({ isReplay }) => isReplay))}::boolean[],
      ${column(({ remoteAddress }) => remoteAddress)}::text[],
      ${column(({ userAgent }) => userAgent)}::text[]
    ) as kept (
      account_id, at, id, request_id, actor_kind, actor_id, actor_name, method, route, path, query,
      request_body, response_body, status, code, duration_ms, idempotency_key, is_replay,
      remote_address, user_agent
    )`);
}

export const entryColumns = sql`
  account_id as "accountId", at, id, request_id as "requestId", actor_kind as "actorKind",
  actor_id as "actorId", actor_name as "actorName", method, route, path, status, code,
  duration_ms as "durationMs", idempotency_key as "idempotencyKey", is_replay as "isReplay",
  remote_address as "remoteAddress", user_agent as "userAgent"`;
const recordColumns = sql`
  ${entryColumns}, query, request_body as "requestBody", response_body as "responseBody"`;

/** The first status that refuses. */
const REFUSED = 400;

type RequestFilter = {
  range: TimeRange;
  request_id?: string;
  actor?: string;
  method?: string;
  /** The beginning of the path. */
  path?: string;
  /** A status from `least` to `most`. */
  status?: { least: number; most: number };
  code?: string;
  idempotency_key?: string;
};

export type RequestPage = {
  filter: RequestFilter;
  behind?: { at: string; id: string } | undefined;
  limit: number;
};

/** Returns the requests after a place, the newest first, without their bodies. */
export function selectEntries(
  db: Queryable,
  accountId: string,
  of: RequestPage,
): Promise<RequestRecord[]> {
  return db.rows<RequestRecord>(sql`
    select ${entryColumns}, null as query, null as "requestBody", null as "responseBody"
    from api_requests
    where account_id = ${accountId}
      ${withFilter(of)}
    order by at desc, id desc
    limit ${of.limit}`);
}

/** Returns the conditions of a page on the requests of an account. */
export function withFilter({ filter, behind }: Pick<RequestPage, 'filter' | 'behind'>): Sql {
  return sql`and at > now() - make_interval(days => ${KEPT_DAYS})
      ${conditions(filter)}
      ${behind ? sql`and (at, id) < (${behind.at}::timestamptz, ${behind.id}::uuid)` : sql``}`;
}

function conditions(filter: RequestFilter): Sql {
  const { range, actor, method, path, status, code } = filter;
  const wanted: Sql[] = [];
  if (range.from) wanted.push(sql`and at >= ${range.from}`);
  if (range.before) wanted.push(sql`and at < ${range.before}`);
  if (filter.request_id !== undefined) wanted.push(sql`and request_id = ${filter.request_id}`);
  if (actor !== undefined) wanted.push(sql`and actor_id = ${actor}`);
  if (method !== undefined) wanted.push(sql`and method = ${method}`);
  if (path !== undefined) wanted.push(sql`and starts_with(path, ${path})`);
  if (status) wanted.push(sql`and status between ${status.least} and ${status.most}`);
  // Refused requests, which alone have a code, have an index.
  if (code !== undefined || (status?.least ?? 0) >= REFUSED) wanted.push(sql`and status >= 400`);
  if (code !== undefined) wanted.push(sql`and code = ${code}`);
  if (filter.idempotency_key !== undefined) {
    wanted.push(sql`and idempotency_key = ${filter.idempotency_key}`);
  }
  return wanted.reduce((all, one) => sql`${all} ${one}`, sql``);
}

/** Returns the request with this ID, or the newest one with this `X-Request-Id`. */
export async function selectRequest(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<RequestRecord | undefined> {
  const isId = isUuid(id) ? sql`(id = ${id}::uuid or request_id = ${id})` : sql`request_id = ${id}`;
  return db.row<RequestRecord>(sql`
    select ${recordColumns}
    from api_requests
    where account_id = ${accountId}
      and at > now() - make_interval(days => ${KEPT_DAYS})
      and ${isId}
    order by at desc
    limit 1`);
}
