import { integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import type { CarrierCall } from '../carriers/index.ts';

export type KeptCall = CarrierCall & { id: string; calledAt: Date };

const KEPT_DAYS = 30;
const USAGE_KEPT_DAYS = 3;

export async function insertCalls(db: Queryable, calls: readonly KeptCall[]): Promise<void> {
  await db.run(sql`
    insert into carrier_calls (id, carrier, verb, reference, method, path, request, answer,
      http_status, duration_ms, outcome, detail, called_at)
    select id, carrier, verb, reference, method, path, request, answer, http_status, duration_ms,
      outcome, detail, called_at
    from unnest(
      ${uuids(calls.map((call) => call.id))}::uuid[],
      ${texts(calls.map((call) => call.carrier))}::text[],
      ${texts(calls.map((call) => call.verb))}::text[],
      ${texts(calls.map((call) => call.reference))}::text[],
      ${texts(calls.map((call) => call.method))}::text[],
      ${texts(calls.map((call) => call.path))}::text[],
      ${texts(calls.map((call) => call.request))}::text[],
      ${texts(calls.map((call) => call.answer))}::text[],
      ${integers(calls.map((call) => call.httpStatus))}::integer[],
      ${integers(calls.map((call) => call.durationMs))}::integer[],
      ${texts(calls.map((call) => call.end))}::text[],
      ${texts(calls.map((call) => call.detail))}::text[],
      ${timestamps(calls.map((call) => call.calledAt))}::timestamptz[]
    ) as given (id, carrier, verb, reference, method, path, request, answer, http_status,
      duration_ms, outcome, detail, called_at)`);
}

export type ShownCall = Pick<
  KeptCall,
  'verb' | 'httpStatus' | 'durationMs' | 'end' | 'detail' | 'request' | 'answer' | 'calledAt'
>;

/** Returns the calls about an order, the first first, at most 200. */
export function selectCallsOf(db: Queryable, reference: string): Promise<ShownCall[]> {
  return db.rows<ShownCall>(sql`
    select verb, http_status as "httpStatus", duration_ms as "durationMs", outcome as end, detail,
      request, answer, called_at as "calledAt"
    from carrier_calls
    where reference = ${reference}
    order by called_at, id
    limit 200`);
}

export type CallFilter = {
  carrier: string;
  /** Only calls that were not done. */
  failed?: boolean | undefined;
  /** Only calls about no order, without the questions for usage. */
  withoutOrder?: boolean | undefined;
};

/** Returns the calls to a carrier, the latest first, that are behind a place in the list. */
export function selectCallsTo(
  db: Queryable,
  {
    carrier,
    failed = false,
    withoutOrder = false,
    behind,
    limit,
  }: CallFilter & { behind: { at: string; id: string } | undefined; limit: number },
): Promise<KeptCall[]> {
  const { at = null, id = null } = behind ?? {};
  return db.rows<KeptCall>(sql`
    select id, carrier, verb, reference, method, path, request, answer,
      http_status as "httpStatus", duration_ms as "durationMs", outcome as end, detail,
      called_at as "calledAt"
    from carrier_calls
    where carrier = ${carrier}
      and (${at}::timestamptz is null or (called_at, id) < (${at}::timestamptz, ${id}::uuid))
      ${failed ? sql`and outcome <> 'done'` : sql``}
      ${withoutOrder ? sql`and reference is null and verb <> 'usage'` : sql``}
    order by called_at desc, id desc
    limit ${limit}`);
}

/** Deletes at most `limit` questions for usage that are older than 3 days; returns their number. */
export function deleteOldUsageCalls(db: Queryable, limit: number): Promise<number> {
  return db.run(sql`
    delete from carrier_calls
    where id in (
      select id
      from carrier_calls
      where verb = 'usage'
        and called_at < now() - make_interval(days => ${USAGE_KEPT_DAYS})
      order by called_at
      limit ${limit}
    )`);
}

/** Deletes at most `limit` calls that are older than 30 days, and returns their number. */
export function deleteOldCalls(db: Queryable, limit: number): Promise<number> {
  return db.run(sql`
    delete from carrier_calls
    where id in (
      select id
      from carrier_calls
      where called_at < now() - make_interval(days => ${KEPT_DAYS})
      order by called_at
      limit ${limit}
    )`);
}
