import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

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
