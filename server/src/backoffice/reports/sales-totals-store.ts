import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { eventsMoved, packagesMoved } from './sales-moves-store.ts';

/** Returns the accounts with events that are not in the sums yet, in random order. */
export async function selectAccountsToRollUp(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ accountId: string }>(sql`
    select log.account_id as "accountId"
    from event_sequences as log
    left join sales_totals_progress as progress on progress.account_id = log.account_id
    where log.last_sequence > coalesce(progress.rolled_until, 0)
    order by random()`);
  return rows.map(({ accountId }) => accountId);
}

/** Notes that the account's sums are to be made, unless they are. */
export async function insertProgress(db: Queryable, accountId: string): Promise<void> {
  await db.run(sql`
    insert into sales_totals_progress (account_id)
    values (${accountId})
    on conflict do nothing`);
}

/** Locks the account's sums; undefined if another transaction holds them. */
export function lockProgress(tx: Tx, accountId: string) {
  return tx.row<{ rolledUntil: bigint | null }>(sql`
    select rolled_until as "rolledUntil"
    from sales_totals_progress
    where account_id = ${accountId}
    for update skip locked`);
}

/** Lets the statements of the transaction see one moment. Must be its first statement. */
export async function takeSnapshot(tx: Tx): Promise<void> {
  await tx.run(sql`set transaction isolation level repeatable read`);
}

/** Returns the first and the last moment at which a package was sold or refunded. */
export async function selectSpan(tx: Tx, accountId: string): Promise<{ from: Date; to: Date }[]> {
  return tx.rows(sql`
    select min(sold_at) as from, greatest(max(sold_at), max(refunded_at)) as to
    from activated_items
    where account_id = ${accountId}
    having count(*) > 0`);
}

/** Adds the packages that moved from one moment until before another one. */
export async function insertTotals(
  tx: Tx,
  accountId: string,
  { from, before }: { from: Date; before: Date },
): Promise<void> {
  const moves = packagesMoved(accountId, (at) => sql`${at} >= ${from} and ${at} < ${before}`);
  await tx.run(written(accountId, moves));
}

/** Notes that the sums are those of all events. */
export async function updateProgress(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update sales_totals_progress
    set rolled_until = (select last_sequence from event_sequences where account_id = ${accountId})
    where account_id = ${accountId}`);
}

/** Adds the events after a number, at most `limit`. Returns false if there are no more. */
export async function addToTotals(
  tx: Tx,
  accountId: string,
  { after, limit }: { after: bigint; limit: number },
): Promise<boolean> {
  const until = after + BigInt(limit);
  const moves = eventsMoved(accountId, sql`sequence > ${after} and sequence <= ${until}`);
  const row = await tx.row<{ hasMore: boolean }>(sql`
    with written as (${written(accountId, moves)})
    update sales_totals_progress as progress
    set rolled_until = least(${until}, log.last_sequence)
    from event_sequences as log
    where progress.account_id = ${accountId}
      and log.account_id = ${accountId}
    returning progress.rolled_until < log.last_sequence as "hasMore"`);
  return row?.hasMore ?? false;
}

/** Adds moves to the sums of their hour, alone and by group, their day, and by metatag. */
function written(accountId: string, moves: Sql): Sql {
  return sql`
      insert into sales_totals as total (account_id, grain, starts_at, inventory_item_id,
        country_set, sales_channel, client_id, metatag, sold, from_stock, activated, refunded,
        retail_minor, wholesale_minor, refunded_minor, stock_minor)
      select ${accountId}::uuid, place.grain, place.starts_at, place.inventory_item_id,
        place.country_set, place.sales_channel, place.client_id, place.metatag, sum(move.sold),
        sum(move.from_stock), sum(move.activated), sum(move.refunded), sum(move.retail_minor),
        sum(move.wholesale_minor), sum(move.refunded_minor), sum(move.stock_minor)
      from (
        select date_trunc('hour', at, 'UTC') as hour, inventory_item_id, country_set,
          sales_channel, client_id, substring(metatag, '^[^-_:/. ]*[-_:/. ]?') as metatag,
          sum(sold) as sold, sum(from_stock) as from_stock, sum(activated) as activated,
          sum(refunded) as refunded, sum(retail_minor)::bigint as retail_minor,
          sum(wholesale_minor)::bigint as wholesale_minor,
          sum(refunded_minor)::bigint as refunded_minor, sum(stock_minor)::bigint as stock_minor
        from (${moves}) as one
        group by 1, 2, 3, 4, 5, 6
      ) as move
      cross join lateral (
        values
          ('hour_of_all', move.hour, null::uuid, null, null, null, null),
          ('hour', move.hour, move.inventory_item_id, move.country_set, move.sales_channel,
            move.client_id, null),
          ('day', date_trunc('day', move.hour, 'UTC'), move.inventory_item_id, move.country_set,
            move.sales_channel, move.client_id, null),
          ('day_by_metatag', date_trunc('day', move.hour, 'UTC'), move.inventory_item_id,
            move.country_set, move.sales_channel, move.client_id, move.metatag)
      ) as place (grain, starts_at, inventory_item_id, country_set, sales_channel, client_id,
        metatag)
      group by place.grain, place.starts_at, place.inventory_item_id, place.country_set,
        place.sales_channel, place.client_id, place.metatag
      order by place.grain, place.starts_at
      on conflict on constraint sales_totals_key do update
      set sold = total.sold + excluded.sold,
        from_stock = total.from_stock + excluded.from_stock,
        activated = total.activated + excluded.activated,
        refunded = total.refunded + excluded.refunded,
        retail_minor = total.retail_minor + excluded.retail_minor,
        wholesale_minor = total.wholesale_minor + excluded.wholesale_minor,
        refunded_minor = total.refunded_minor + excluded.refunded_minor,
        stock_minor = total.stock_minor + excluded.stock_minor`;
}

/** Returns the last event in the account's sums, and the number of those after it. */
export function selectProgress(db: Queryable, accountId: string) {
  return db.row<{ rolledUntil: bigint; left: bigint }>(sql`
    select progress.rolled_until as "rolledUntil", log.last_sequence - progress.rolled_until as left
    from sales_totals_progress as progress
    join event_sequences as log on log.account_id = progress.account_id
    where progress.account_id = ${accountId}
      and progress.rolled_until is not null`);
}

/**
 * Deletes a sandbox account's sums, as a part of its reset, which has deleted its events too.
 * Locks the progress first, as the job does, also where there is none yet.
 */
export async function resetSalesTotals(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await scope.db.run(sql`
    insert into sales_totals_progress as progress (account_id, rolled_until)
    values (${scope.accountId}, 0)
    on conflict (account_id) do update set rolled_until = 0`);
  await scope.db.run(sql`delete from sales_totals where account_id = ${scope.accountId}`);
}
