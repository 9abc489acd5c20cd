import { bigints, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { SessionKey } from './session-store.ts';

/** What a session's packet says of an eSIM, until it is charged. */
export type KeptHappening = SessionKey & {
  id: string;
  kind: 'attach' | 'usage' | 'detach';
  generation: number;
  subscriber: string | null;
  bytes: bigint;
  mcc: string | null;
  mnc: string | null;
  country: string | null;
  fromAt: Date;
  toAt: Date;
};

export async function insertHappenings(tx: Tx, rows: readonly KeptHappening[]): Promise<void> {
  const text = (read: (one: KeptHappening) => string | null) => texts(rows.map(read));
  await tx.run(sql`
    insert into radius_happenings (
      id, kind, carrier, nas, session_id, generation, subscriber, bytes, mcc, mnc, country,
      from_at, to_at
    )
    select id, kind, carrier, nas, session_id, generation, subscriber, bytes, mcc, mnc, country,
      from_at, to_at
    from unnest(
      ${uuids(rows.map(({ id }) => id))}::uuid[],
      ${text(({ kind }) => kind)}::text[],
      ${text(({ carrier }) => carrier)}::text[],
      ${text(({ nas }) => nas)}::text[],
      ${text(({ sessionId }) => sessionId)}::text[],
      ${integers(rows.map(({ generation }) => generation))}::integer[],
      ${text(({ subscriber }) => subscriber)}::text[],
      ${bigints(rows.map(({ bytes }) => bytes))}::bigint[],
      ${text(({ mcc }) => mcc)}::text[],
      ${text(({ mnc }) => mnc)}::text[],
      ${text(({ country }) => country)}::text[],
      ${timestamps(rows.map(({ fromAt }) => fromAt))}::timestamptz[],
      ${timestamps(rows.map(({ toAt }) => toAt))}::timestamptz[]
    ) as given (
      id, kind, carrier, nas, session_id, generation, subscriber, bytes, mcc, mnc, country,
      from_at, to_at
    )`);
}

/** Leases the oldest that no process works on. */
export function claimHappenings(
  db: Queryable,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<KeptHappening[]> {
  return db.rows<KeptHappening>(sql`
    update radius_happenings
    set leased_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = any (array(
      select id
      from radius_happenings
      where leased_until < now()
      order by id
      limit ${limit}
      for update skip locked
    ))
    returning id, kind, carrier, nas, session_id as "sessionId", generation, subscriber, bytes,
      mcc, mnc, country, from_at as "fromAt", to_at as "toAt"`);
}

export async function deleteHappenings(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    delete from radius_happenings
    where id = any (${uuids(ids)}::uuid[])`);
}

/** Returns how many wait to be charged, and since when the oldest does. */
export function readWaitingHappenings(
  db: Queryable,
): Promise<{ waiting: number; oldestSeconds: number } | undefined> {
  return db.row(sql`
    select count(*)::integer as waiting,
      coalesce(extract(epoch from now() - min(to_at)), 0)::float8 as "oldestSeconds"
    from radius_happenings`);
}
