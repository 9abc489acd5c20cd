import { integers, texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { SessionKey } from './session-store.ts';

/** Names one session of those that used its ID. */
export type DisconnectKey = SessionKey & { generation: number };

/** A Disconnect-Request that is to be sent now. */
export type DueDisconnect = DisconnectKey & {
  identity: Buffer;
  clientId: string;
  address: string;
  port: number;
  attempts: number;
};

/**
 * Has the NAS of open sessions end them, once for each until that has ended; one that was refused
 * or not answered is asked for again a minute later at the earliest.
 */
export async function requestDisconnects(tx: Tx, keys: readonly DisconnectKey[]): Promise<number> {
  const asked = await tx.rows(sql`
    insert into radius_disconnects as known (
      carrier, nas, session_id, generation, state, requested_at, next_at
    )
    select distinct session.carrier, session.nas, session.session_id, session.generation, 'WAITING',
      now(), now()
    from unnest(
      ${texts(keys.map(({ carrier }) => carrier))}::text[],
      ${texts(keys.map(({ nas }) => nas))}::text[],
      ${texts(keys.map(({ sessionId }) => sessionId))}::text[],
      ${integers(keys.map(({ generation }) => generation))}::integer[]
    ) as asked (carrier, nas, session_id, generation)
    join radius_sessions as session using (carrier, nas, session_id, generation)
    join radius_clients as client on client.id = session.client_id
    where session.ended_at is null
      and client.disconnect_port is not null
    order by session.carrier, session.nas, session.session_id, session.generation
    on conflict (carrier, nas, session_id, generation)
    do update set state = 'WAITING', requested_at = now(), next_at = now(), attempts = 0,
      ended_at = null, error_cause = null
    where known.ended_at < now() - interval '1 minute'
    returning session_id`);
  return asked.length;
}

/** Ends those whose session has ended, and those that were sent often enough. */
export async function endDisconnects(db: Queryable, mostAttempts: number): Promise<number> {
  return db.run(sql`
    update radius_disconnects as known
    set state = case when session.ended_at is null then 'UNANSWERED' else 'ENDED' end,
      next_at = null, ended_at = now()
    from radius_sessions as session
    where known.next_at <= now()
      and session.carrier = known.carrier
      and session.nas = known.nas
      and session.session_id = known.session_id
      and session.generation = known.generation
      and (
        session.ended_at is not null
        or known.attempts >= ${mostAttempts}
        or known.requested_at < now() - interval '10 minutes'
      )`);
}

/** Leases those that are due until their next attempt: after 1 s, 2 s, 4 s and so on. */
export function claimDisconnects(db: Queryable, limit: number): Promise<DueDisconnect[]> {
  return db.rows<DueDisconnect>(sql`
    with due as (
      select carrier, nas, session_id, generation
      from radius_disconnects
      where next_at <= now()
      order by next_at
      limit ${limit}
      for update skip locked
    )
    update radius_disconnects as known
    set attempts = known.attempts + 1, next_at = now() + interval '1 second' * 2 ^ known.attempts
    from due
    join radius_sessions as session using (carrier, nas, session_id, generation)
    join radius_clients as client on client.id = session.client_id
    where known.carrier = due.carrier
      and known.nas = due.nas
      and known.session_id = due.session_id
      and known.generation = due.generation
      and client.disconnect_port is not null
    returning known.carrier, known.nas, known.session_id as "sessionId", known.generation,
      known.attempts, session.identity, session.address, client.id as "clientId",
      client.disconnect_port as port`);
}

/** Keeps the answer of a NAS. Returns false if it was answered before. */
export async function endDisconnect(
  db: Queryable,
  { carrier, nas, sessionId, generation, state, errorCause }: AnsweredDisconnect,
): Promise<boolean> {
  const ended = await db.run(sql`
    update radius_disconnects
    set state = ${state}, error_cause = ${errorCause}, next_at = null, ended_at = now()
    where carrier = ${carrier}
      and nas = ${nas}
      and session_id = ${sessionId}
      and generation = ${generation}
      and state = 'WAITING'`);
  return ended === 1;
}

type AnsweredDisconnect = DisconnectKey & {
  state: 'ACCEPTED' | 'REFUSED';
  errorCause: number | null;
};

/** Deletes those that ended before. Returns how many. */
export function deleteOldDisconnects(db: Queryable, before: Date): Promise<number> {
  return db.run(sql`
    delete from radius_disconnects
    where ended_at < ${before}`);
}
