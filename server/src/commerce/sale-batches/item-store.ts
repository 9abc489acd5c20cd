import { integers, texts, uuids } from '../../platform/db/arrays.ts';
import { type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { BatchItem, BatchItemState, BatchProgress, NewBatchItem } from './batch.ts';

type Account = Pick<ReadScope, 'db' | 'accountId'>;

const ITEM_COLUMNS: Sql = sql`
  number, line, email, inventory_item_id as "inventoryItemId", metatag, state, code, detail,
  activated_item_id as "activatedItemId", customer_id as "customerId", iccid`;

export async function insertBatchItems(
  tx: Tx,
  of: { accountId: string; batchId: string; items: readonly NewBatchItem[] },
): Promise<void> {
  const { items } = of;
  await tx.run(sql`
    insert into sale_batch_items (account_id, batch_id, number, line, email, inventory_item_id,
      metatag, state)
    select ${of.accountId}, ${of.batchId}, number, line, email, inventory_item_id, metatag,
      'waiting'
    from unnest(
      ${integers(items.map(({ number }) => number))}::integer[],
      ${integers(items.map(({ line }) => line))}::integer[],
      ${texts(items.map(({ email }) => email))}::text[],
      ${uuids(items.map(({ inventoryItemId }) => inventoryItemId))}::uuid[],
      ${texts(items.map(({ metatag }) => metatag))}::text[]
    ) as item (number, line, email, inventory_item_id, metatag)`);
}

/** Returns the first items of a batch that wait. */
export function selectWaiting(
  { db, accountId }: Account,
  batchId: string,
  limit: number,
): Promise<BatchItem[]> {
  return db.rows<BatchItem>(sql`
    select ${ITEM_COLUMNS}
    from sale_batch_items
    where account_id = ${accountId}
      and batch_id = ${batchId}
      and state = 'waiting'
    order by number
    limit ${limit}`);
}

/** Locks the waiting items that no other transaction has locked; returns their numbers. */
export async function claimItems(
  tx: Tx,
  of: { accountId: string; batchId: string; numbers: readonly number[] },
): Promise<Set<number>> {
  const rows = await tx.rows<{ number: number }>(sql`
    select number
    from sale_batch_items
    where account_id = ${of.accountId}
      and batch_id = ${of.batchId}
      and number = any(${[...of.numbers]}::integer[])
      and state = 'waiting'
    order by number
    for update skip locked`);
  return new Set(rows.map(({ number }) => number));
}

export type SoldItem = {
  number: number;
  activatedItemId: string;
  customerId: string;
  iccid: string | null;
};

/** Marks locked items sold, in the transaction that sold them. */
export async function markSold(
  tx: Tx,
  of: { accountId: string; batchId: string; sold: readonly SoldItem[] },
): Promise<void> {
  const { sold } = of;
  await tx.run(sql`
    update sale_batch_items as item
    set state = 'sold', activated_item_id = sold.activated_item_id,
      customer_id = sold.customer_id, iccid = sold.iccid
    from unnest(
      ${integers(sold.map(({ number }) => number))}::integer[],
      ${uuids(sold.map(({ activatedItemId }) => activatedItemId))}::uuid[],
      ${uuids(sold.map(({ customerId }) => customerId))}::uuid[],
      ${texts(sold.map(({ iccid }) => iccid))}::text[]
    ) as sold (number, activated_item_id, customer_id, iccid)
    where item.account_id = ${of.accountId}
      and item.batch_id = ${of.batchId}
      and item.number = sold.number
      and item.state = 'waiting'`);
}

export type FailedItem = { number: number; code: string; detail: string };

/** Marks items failed that still wait. */
export async function markFailed(
  { db, accountId }: Account,
  batchId: string,
  failed: readonly FailedItem[],
): Promise<void> {
  await db.run(sql`
    update sale_batch_items as item
    set state = 'failed', code = failed.code, detail = failed.detail
    from unnest(
      ${integers(failed.map(({ number }) => number))}::integer[],
      ${texts(failed.map(({ code }) => code))}::text[],
      ${texts(failed.map(({ detail }) => detail.slice(0, 1000)))}::text[]
    ) as failed (number, code, detail)
    where item.account_id = ${accountId}
      and item.batch_id = ${batchId}
      and item.number = failed.number
      and item.state = 'waiting'`);
}

/** Returns how many items of each of these batches are in which state. */
export async function readProgress(
  { db, accountId }: Account,
  batchIds: readonly string[],
): Promise<Map<string, BatchProgress>> {
  const rows = await db.rows<BatchProgress & { batchId: string }>(sql`
    select batch_id as "batchId",
      count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'sold')::int as sold,
      count(*) filter (where state = 'failed')::int as failed
    from sale_batch_items
    where account_id = ${accountId}
      and batch_id = any(${[...batchIds]}::uuid[])
    group by batch_id`);
  return new Map(rows.map(({ batchId, ...progress }) => [batchId, progress]));
}

/** Returns up to `limit` items after a number, of any or of one state. */
export function selectItems(
  { db, accountId }: Account,
  of: { batchId: string; state: BatchItemState | undefined; after: number; limit: number },
): Promise<BatchItem[]> {
  return db.rows<BatchItem>(sql`
    select ${ITEM_COLUMNS}
    from sale_batch_items
    where account_id = ${accountId}
      and batch_id = ${of.batchId}
      and number > ${of.after}
      ${of.state ? sql`and state = ${of.state}` : sql``}
    order by number
    limit ${of.limit}`);
}

/** Makes failed items wait again. */
export async function retryFailed({ db, accountId }: Account, batchId: string): Promise<void> {
  await db.run(sql`
    update sale_batch_items
    set state = 'waiting', code = null, detail = null
    where account_id = ${accountId}
      and batch_id = ${batchId}
      and state = 'failed'`);
}

/** Erases the email address of a customer from the batches that sold to it. */
export async function eraseBatchEmails(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  await db.run(sql`
    update sale_batch_items
    set email = null
    where account_id = ${accountId}
      and customer_id = ${customerId}`);
}

/** Deletes the items of every batch of a sandbox account, as a part of its reset. */
export async function resetBatchItems({ db, accountId }: Pick<Scope, 'db' | 'accountId'>) {
  await db.run(sql`delete from sale_batch_items where account_id = ${accountId}`);
}
