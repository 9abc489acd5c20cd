import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { Batch, BatchSeller, BatchState } from './batch.ts';

type Account = Pick<ReadScope, 'db' | 'accountId'>;

const BATCH_COLUMNS: Sql = sql`
  account_id as "accountId", id, state, stopped_by as "stoppedBy",
  activation_mode as "activationMode", sales_channel as "salesChannel", seller, lines, packages,
  total_minor as "totalMinor", created_at as "createdAt"`;

export async function insertBatch(tx: Tx, batch: Batch): Promise<void> {
  await tx.run(sql`
    insert into sale_batches (account_id, id, state, activation_mode, sales_channel, seller, lines,
      packages, total_minor, created_at)
    values (${batch.accountId}, ${batch.id}, ${batch.state}, ${batch.activationMode},
      ${batch.salesChannel}, ${JSON.stringify(batch.seller)}::jsonb, ${batch.lines},
      ${batch.packages}, ${batch.totalMinor}, ${batch.createdAt})`);
}

export function selectBatch({ db, accountId }: Account, id: string): Promise<Batch | undefined> {
  return db.row<Batch>(sql`
    select ${BATCH_COLUMNS}
    from sale_batches
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns up to `limit` batches, the newest first, after an ID. */
export function selectBatches(
  { db, accountId }: Account,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Batch[]> {
  return db.rows<Batch>(sql`
    select ${BATCH_COLUMNS}
    from sale_batches
    where account_id = ${accountId}
      ${after ? sql`and id < ${after}` : sql``}
    order by id desc
    limit ${limit}`);
}

/** Changes the state. Returns undefined if there is no such batch in the state `from`. */
export function updateBatchState(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  of: {
    id: string;
    from: BatchState;
    to: BatchState;
    stoppedBy: string | null;
    /** The new seller, if it changes. */
    seller?: BatchSeller;
  },
): Promise<Batch | undefined> {
  const seller = of.seller ? JSON.stringify(of.seller) : null;
  return db.row<Batch>(sql`
    update sale_batches
    set state = ${of.to}, stopped_by = ${of.stoppedBy}, touched_at = now(),
      seller = coalesce(${seller}::jsonb, seller)
    where account_id = ${accountId}
      and id = ${of.id}
      and state = ${of.from}
    returning ${BATCH_COLUMNS}`);
}

/** Stops the running batches of the account that a person sells. */
export async function stopBatchesOf(
  tx: Tx,
  { accountId, personId }: { accountId: string; personId: string },
): Promise<void> {
  await tx.run(sql`
    update sale_batches
    set state = 'stopped', stopped_by = 'insufficient_scope', touched_at = now()
    where account_id = ${accountId}
      and state = 'running'
      and seller -> 'actor' ->> 'personId' = ${personId}`);
}

/** Locks a running batch against a change of its state; returns false if it is not running. */
export async function holdRunning(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const row = await tx.row(sql`
    select id
    from sale_batches
    where account_id = ${accountId}
      and id = ${id}
      and state = 'running'
    for share`);
  return row !== undefined;
}

/** Leases the batch to this process, so that no other process works on it at the same time. */
export async function touchBatch(db: Queryable, accountId: string, id: string): Promise<void> {
  await db.run(sql`
    update sale_batches
    set touched_at = now()
    where account_id = ${accountId}
      and id = ${id}`);
}

export type AbandonedBatch = { accountId: string; id: string };

/** Returns running batches of any account that no worker has continued for this many seconds. */
export function selectAbandoned(db: Queryable, seconds: number): Promise<AbandonedBatch[]> {
  return db.rows<AbandonedBatch>(sql`
    select account_id as "accountId", id
    from sale_batches
    where state = 'running'
      and touched_at < now() - make_interval(secs => ${seconds})
    order by touched_at
    limit 100`);
}

/** Deletes every batch of a sandbox account, as a part of its reset; after its items. */
export async function resetBatches({ db, accountId }: Pick<Scope, 'db' | 'accountId'>) {
  await db.run(sql`delete from sale_batches where account_id = ${accountId}`);
}
