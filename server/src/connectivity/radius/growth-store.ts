import { bigints, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Sql, sql, type Tx } from '../../platform/db/database.ts';

/** What an interim packet of a session says, and the ID of what would follow from it. */
export type Growth = {
  id: string;
  /** The packet's place among those received together. */
  place: number;
  carrier: string;
  nas: string;
  sessionId: string;
  subscriber: string;
  inputBytes: bigint;
  outputBytes: bigint;
  mcc: string | null;
  mnc: string | null;
  at: Date;
  receivedAt: Date;
  clientId: string;
  address: string;
  country: string | null;
};

/**
 * Keeps packets of open sessions whose counters have only grown, in one statement without reading
 * the sessions: nearly all packets of a network. It does what `applyNotice` does in that case;
 * `keep-notices.test.ts` compares both. Returns the places of the other packets, which changed
 * nothing. Each session may be named once.
 *
 * A session that another transaction changes meanwhile is one of the others: its counters and time
 * are compared again once that transaction has committed.
 */
export async function growSessions(tx: Tx, rows: readonly Growth[]): Promise<Set<number>> {
  const [, others] = await Promise.all([
    preferIndexes(tx),
    tx.rows<{ place: number }>(sql`
    with given as materialized (
      select ${COLUMNS}
      from ${rowsOf(rows)}
    ), grown as (
      update radius_sessions as known
      set input_bytes = given.input_bytes, output_bytes = given.output_bytes, last_at = given.at
      from (
        select given.id, given.place, given.carrier, given.nas, given.session_id,
          given.subscriber, given.input_bytes, given.output_bytes, given.at, given.received_at,
          given.country, before.ctid as tuple, before.generation,
          before.input_bytes as input_before, before.output_bytes as output_before,
          before.last_at as before_at, before.mcc as known_mcc, before.mnc as known_mnc
        from given
        join radius_sessions as before
          on before.carrier = given.carrier
          and before.nas = given.nas
          and before.session_id = given.session_id
        where before.ended_at is null
          and before.subscriber = given.subscriber
          and before.client_id = given.client_id
          and before.address = given.address
          and before.input_bytes <= given.input_bytes
          and before.output_bytes <= given.output_bytes
          and before.last_at <= given.at
          and (given.mcc is null or (before.mcc = given.mcc and before.mnc = given.mnc))
      ) as given
      where known.ctid = given.tuple
        and known.ended_at is null
        and known.input_bytes = given.input_before
        and known.output_bytes = given.output_before
        and known.last_at = given.before_at
      returning given.id, given.place, given.carrier, given.nas, given.session_id,
        given.generation, given.subscriber, given.input_bytes, given.output_bytes,
        given.input_before, given.output_before, given.known_mcc, given.known_mnc, given.country,
        given.before_at, given.at, given.received_at
    ), kept as (
      insert into radius_happenings (
        id, kind, carrier, nas, session_id, generation, subscriber, bytes, mcc, mnc, country,
        from_at, to_at
      )
      select id, 'usage', carrier, nas, session_id, generation, subscriber,
        input_bytes - input_before + output_bytes - output_before, known_mcc, known_mnc,
        case when known_mcc is null then country end, least(before_at, received_at),
        least(at, received_at)
      from grown
      where input_bytes > input_before
        or output_bytes > output_before
    )
    select place
    from given
    where place not in (select place from grown)`),
  ]);
  return new Set(others.map(({ place }) => place));
}

/**
 * Has statements join by index and tuple ID, whatever the sizes of list and table: otherwise a plan
 * that was made when there were few sessions, or for a list that is known to be long, reads all.
 */
function preferIndexes(tx: Tx): Promise<unknown> {
  return tx.row(sql`
    select set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('enable_seqscan', 'off', true)`);
}

const COLUMNS = sql`
  id, place, carrier, nas, session_id, subscriber, input_bytes, output_bytes, mcc, mnc, at,
  received_at, client_id, address, country`;

function rowsOf(rows: readonly Growth[]): Sql {
  const text = (read: (one: Growth) => string | null) => texts(rows.map(read));
  return sql`unnest(
      ${uuids(rows.map(({ id }) => id))}::uuid[],
      ${integers(rows.map(({ place }) => place))}::integer[],
      ${text(({ carrier }) => carrier)}::text[],
      ${text(({ nas }) => nas)}::text[],
      ${text(({ sessionId }) => sessionId)}::text[],
      ${text(({ subscriber }) => subscriber)}::text[],
      ${bigints(rows.map(({ inputBytes }) => inputBytes))}::bigint[],
      ${bigints(rows.map(({ outputBytes }) => outputBytes))}::bigint[],
      ${text(({ mcc }) => mcc)}::text[],
      ${text(({ mnc }) => mnc)}::text[],
      ${timestamps(rows.map(({ at }) => at))}::timestamptz[],
      ${timestamps(rows.map(({ receivedAt }) => receivedAt))}::timestamptz[],
      ${uuids(rows.map(({ clientId }) => clientId))}::uuid[],
      ${text(({ address }) => address)}::text[],
      ${text(({ country }) => country)}::text[]
    ) as given (${COLUMNS})`;
}
