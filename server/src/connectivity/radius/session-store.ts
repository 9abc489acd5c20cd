import { bigints, bytes, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { Session } from './session.ts';

/** Names a session for all carriers. */
export type SessionKey = Pick<Session, 'nas' | 'sessionId'> & { carrier: string };

/** A session with the carrier and where its packets come from. */
export type KeptSession = Session & { carrier: string; clientId: string; address: string };

/** Times are milliseconds, and `identity` is left out: that halves the time of reading. */
type Row = Omit<KeptSession, 'place' | 'identity' | 'startedAt' | 'lastAt' | 'endedAt'> & {
  mcc: string | null;
  mnc: string | null;
  startedMs: number;
  lastMs: number;
  endedMs: number | null;
};

const NO_OCTETS = Buffer.alloc(0);

/**
 * Locks all sessions with these IDs, in the order in which everybody locks; oldest first, without
 * their `identity`.
 */
export async function lockSessions(tx: Tx, keys: readonly SessionKey[]): Promise<KeptSession[]> {
  const rows = await tx.rows<Row>(sql`
    select known.carrier, known.nas, known.session_id as "sessionId", generation, subscriber,
      input_bytes as "inputBytes", output_bytes as "outputBytes", mcc, mnc,
      (extract(epoch from started_at) * 1000)::float8 as "startedMs",
      (extract(epoch from last_at) * 1000)::float8 as "lastMs",
      (extract(epoch from ended_at) * 1000)::float8 as "endedMs",
      ended_by as "endedBy", client_id as "clientId", address
    from unnest(
      ${texts(keys.map(({ carrier }) => carrier))}::text[],
      ${texts(keys.map(({ nas }) => nas))}::text[],
      ${texts(keys.map(({ sessionId }) => sessionId))}::text[]
    ) as asked (carrier, nas, session_id)
    join radius_sessions as known
      on known.carrier = asked.carrier
      and known.nas = asked.nas
      and known.session_id = asked.session_id
    order by known.carrier, known.nas, known.session_id, generation
    for update of known`);
  return rows.map(({ mcc, mnc, startedMs, lastMs, endedMs, ...row }) =>
    Object.assign(row, {
      place: mcc === null || mnc === null ? null : { mcc, mnc },
      identity: NO_OCTETS,
      startedAt: new Date(startedMs),
      lastAt: new Date(lastMs),
      endedAt: endedMs === null ? null : new Date(endedMs),
    }),
  );
}

/** Inserts new sessions. Returns how many; fewer than given if another process was first. */
export async function insertSessions(tx: Tx, sessions: readonly KeptSession[]): Promise<number> {
  const inserted = await tx.rows(sql`
    insert into radius_sessions (${COLUMNS})
    select ${COLUMNS}
    from ${rowsOf(sessions)}
    on conflict do nothing
    returning session_id`);
  return inserted.length;
}

/** Writes what a packet can change of locked sessions. */
export function updateSessions(tx: Tx, sessions: readonly KeptSession[]): Promise<number> {
  return tx.run(sql`
    update radius_sessions as known
    set subscriber = given.subscriber, input_bytes = given.input_bytes,
      output_bytes = given.output_bytes, mcc = given.mcc, mnc = given.mnc,
      last_at = given.last_at, ended_at = given.ended_at, ended_by = given.ended_by,
      client_id = given.client_id, address = given.address
    from ${rowsOf(sessions)}
    where known.carrier = given.carrier
      and known.nas = given.nas
      and known.session_id = given.session_id
      and known.generation = given.generation`);
}

const COLUMNS = sql`
  carrier, nas, session_id, generation, subscriber, input_bytes, output_bytes, mcc, mnc, started_at,
  last_at, ended_at, ended_by, identity, client_id, address`;

function rowsOf(sessions: readonly KeptSession[]): Sql {
  const text = (read: (one: KeptSession) => string | null) => texts(sessions.map(read));
  const time = (read: (one: KeptSession) => Date | null) => timestamps(sessions.map(read));
  return sql`unnest(
      ${text(({ carrier }) => carrier)}::text[],
      ${text(({ nas }) => nas)}::text[],
      ${text(({ sessionId }) => sessionId)}::text[],
      ${integers(sessions.map(({ generation }) => generation))}::integer[],
      ${text(({ subscriber }) => subscriber)}::text[],
      ${bigints(sessions.map(({ inputBytes }) => inputBytes))}::bigint[],
      ${bigints(sessions.map(({ outputBytes }) => outputBytes))}::bigint[],
      ${text(({ place }) => place?.mcc ?? null)}::text[],
      ${text(({ place }) => place?.mnc ?? null)}::text[],
      ${time(({ startedAt }) => startedAt)}::timestamptz[],
      ${time(({ lastAt }) => lastAt)}::timestamptz[],
      ${time(({ endedAt }) => endedAt)}::timestamptz[],
      ${text(({ endedBy }) => endedBy)}::text[],
      ${bytes(sessions.map(({ identity }) => identity))}::bytea[],
      ${uuids(sessions.map(({ clientId }) => clientId))}::uuid[],
      ${text(({ address }) => address)}::text[]
    ) as given (${COLUMNS})`;
}

/** A NAS that shuts down or starts ends its sessions; returns those that were open. */
export async function endSessionsOf(
  tx: Tx,
  { carrier, nas, status, at }: { carrier: string; nas: string; status: 'on' | 'off'; at: Date },
): Promise<EndedSession[]> {
  return tx.rows<EndedSession>(sql`
    with open as (
      select session_id, generation, ended_at
      from radius_sessions
      where carrier = ${carrier}
        and nas = ${nas}
        and (ended_at is null or (ended_by = 'off' and ${status} = 'on'))
        and last_at <= ${at}
      order by session_id, generation
      for update
    )
    update radius_sessions as known
    set ended_at = greatest(known.ended_at, ${at}), ended_by = ${status}
    from open
    where known.carrier = ${carrier}
      and known.nas = ${nas}
      and known.session_id = open.session_id
      and known.generation = open.generation
    returning known.session_id as "sessionId", known.generation, subscriber,
      open.ended_at is not null as "wasEnded"`);
}

export type EndedSession = Pick<Session, 'sessionId' | 'generation' | 'subscriber'> & {
  wasEnded: boolean;
};

/** Deletes sessions that ended or were last heard of long ago. Returns how many. */
export function deleteOldSessions(
  db: Queryable,
  { ended, silent }: { ended: Date; silent: Date },
): Promise<number> {
  return db.run(sql`
    delete from radius_sessions
    where ended_at < ${ended}
      or last_at < ${silent}`);
}
