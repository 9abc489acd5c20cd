import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';

/** A record that was not charged: its JSON, and a hash that identifies it when it is repeated. */
export type RejectedRow = { hash: Buffer; record: string; reason: string };

/**
 * Writes each hash once and in order, so that two reports never wait for each other in a circle.
 */
export async function upsertRejected(
  tx: Tx,
  carrier: string,
  rows: readonly RejectedRow[],
): Promise<void> {
  await tx.run(sql`
    insert into rejected_usage_records as known (carrier, record_hash, record, reason)
    select ${carrier}, decode(hash, 'hex'), record::jsonb, reason
    from unnest(
      ${texts(rows.map(({ hash }) => hash.toString('hex')))}::text[],
      ${texts(rows.map(({ record }) => record))}::text[],
      ${texts(rows.map(({ reason }) => reason))}::text[]
    ) as row (hash, record, reason)
    on conflict (carrier, record_hash)
    do update set times = known.times + 1, reason = excluded.reason, rejected_at = now()`);
}

export async function deleteRejected(db: Queryable, before: Date): Promise<number> {
  return await db.run(sql`
    delete from rejected_usage_records
    where rejected_at < ${before}`);
}

/** A record that a carrier reported and that could not be charged. */
export type RejectedRecord = {
  /** The hash of the record, in hexadecimal. */
  id: string;
  carrier: string;
  /** The record as it was sent; a text if it was too long to keep whole. */
  record: unknown;
  reason: string;
  times: number;
  firstRejectedAt: Date;
  rejectedAt: Date;
};

const columns = sql`
  encode(record_hash, 'hex') as id, carrier, record, reason, times::integer as times,
  first_rejected_at as "firstRejectedAt", rejected_at as "rejectedAt"`;

export type RejectedAsked = {
  carrier: string | undefined;
  after: { rejectedAt: Date; id: string } | undefined;
  limit: number;
};

/** Returns a page of the rejected records, the latest first. */
export function listRejected(db: Queryable, { carrier, after, limit }: RejectedAsked) {
  return db.rows<RejectedRecord>(sql`
    select ${columns}
    from rejected_usage_records
    where (${carrier ?? null}::text is null or carrier = ${carrier ?? null})
      ${after ? sql`and ${isAfter(after)}` : sql``}
    order by rejected_at desc, record_hash desc
    limit ${limit}`);
}

function isAfter({ rejectedAt, id }: { rejectedAt: Date; id: string }): Sql {
  return sql`(rejected_at, record_hash) < (${rejectedAt}, decode(${id}, 'hex'))`;
}

/** A carrier may send the record of another one, so that a hash may name more than one. */
export function selectRejected(db: Queryable, id: string): Promise<RejectedRecord | undefined> {
  return db.row<RejectedRecord>(sql`
    select ${columns}
    from rejected_usage_records
    where record_hash = decode(${id}, 'hex')
    order by carrier
    limit 1`);
}

export async function deleteOneRejected(
  tx: Tx,
  { carrier, id }: Pick<RejectedRecord, 'carrier' | 'id'>,
): Promise<void> {
  await tx.run(sql`
    delete from rejected_usage_records
    where carrier = ${carrier}
      and record_hash = decode(${id}, 'hex')`);
}
