import { newId } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { fromNow } from '../../platform/db/from-now.ts';

/** A report that a carrier left to be settled. */
export type StoredReport = {
  id: string;
  carrier: string;
  /** The records as one JSON array. */
  body: string;
  records: number;
  /** Records that no account could be charged for, by place; null until the report is settled. */
  rejected: RejectedRecord[] | null;
  receivedAt: Date;
  settledAt: Date | null;
  attempts: number;
};

export type RejectedRecord = { place: number; reason: string };

const columns = sql`
  id, carrier, body, records, rejected, received_at as "receivedAt", settled_at as "settledAt",
  attempts`;

/** Keeps a report; returns its id, and whether it is new: the same body is the same report. */
export async function insertReport(
  tx: Tx,
  report: { carrier: string; bodyHash: Buffer; body: string; records: number; leaseMs: number },
): Promise<{ id: string; isNew: boolean }> {
  const { carrier, bodyHash, body, records, leaseMs } = report;
  const id = newId();
  const row = await tx.row<{ id: string }>(sql`
    insert into usage_reports (id, carrier, body_hash, body, records, leased_until)
    values (${id}, ${carrier}, ${bodyHash}, ${body}, ${records},
      now() + ${leaseMs} * interval '1 millisecond')
    on conflict (carrier, body_hash) do update
    set carrier = excluded.carrier
    returning id`);
  if (!row) throw new Error('the report was neither inserted nor found');
  return { id: row.id, isNew: row.id === id };
}

export async function markSettled(
  tx: Tx,
  id: string,
  rejected: readonly RejectedRecord[],
): Promise<void> {
  await tx.run(sql`
    update usage_reports
    set settled_at = now(), rejected = ${JSON.stringify(rejected)}::jsonb
    where id = ${id}
      and settled_at is null`);
}

/** Leases reports that are not settled and that no process works on any more. */
export function claimUnsettled(
  db: Queryable,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<StoredReport[]> {
  return db.rows<StoredReport>(sql`
    update usage_reports
    set attempts = attempts + 1,
      leased_until = ${fromNow(sql`${leaseMs / 1000}::float8 * least(attempts, 60)`)}
    where id = any (array(
      select id
      from usage_reports
      where settled_at is null
        and leased_until < now()
      order by leased_until, id
      limit ${limit}
      for update skip locked
    ))
    returning ${columns}`);
}

export function selectReport(
  db: Queryable,
  { carrier, id }: { carrier: string; id: string },
): Promise<StoredReport | undefined> {
  return db.row<StoredReport>(sql`
    select ${columns}
    from usage_reports
    where carrier = ${carrier}
      and id = ${id}`);
}

/** Deletes settled reports with their outcomes; returns how many. */
export function deleteSettled(db: Queryable, { days }: { days: number }): Promise<number> {
  return db.run(sql`
    delete from usage_reports
    where settled_at < now() - make_interval(days => ${days})`);
}
