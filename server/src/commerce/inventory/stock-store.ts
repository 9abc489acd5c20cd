import type { OfAccount } from '../../kernel/ids.ts';
import { integers, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';

/**
 * Locks the items in the order of their keys. The lock is weak enough that sales, which only refer
 * to the key, do not wait. With `skipLocked`, items that others hold are left out.
 */
export function selectStockForUpdate(
  tx: Tx,
  items: readonly OfAccount[],
  { skipLocked }: { skipLocked: boolean },
) {
  const accountIds = items.map(({ accountId }) => accountId);
  return tx.rows<OfAccount & { stockUnits: number }>(sql`
    select item.account_id as "accountId", item.id, item.stock_units as "stockUnits"
    from unnest(
      (select ${uuids(accountIds)}::uuid[]),
      (select ${uuids(items.map(({ id }) => id))}::uuid[])
    ) as asked (account_id, id)
    join inventory_items as item
      on item.account_id = asked.account_id
      and item.id = asked.id
      ${ofAccounts(tx, sql`item.account_id`, accountIds)}
    order by item.account_id, item.id
    for no key update of item ${skipLocked ? sql`skip locked` : sql``}`);
}

/** Deducts units where there are enough, raises the versions, returns the number of such items. */
export async function subtractStock(
  tx: Tx,
  deductions: readonly (OfAccount & { units: number })[],
): Promise<number> {
  const accountIds = deductions.map(({ accountId }) => accountId);
  const row = await tx.row<{ items: bigint }>(sql`
    with deducted as (
      update inventory_items as item
      set stock_units = item.stock_units - wanted.units
      from unnest(
        ${uuids(accountIds)}::uuid[],
        ${uuids(deductions.map(({ id }) => id))}::uuid[],
        ${integers(deductions.map(({ units }) => units))}::integer[]
      ) as wanted (account_id, id, units)
      where item.account_id = wanted.account_id
        and item.id = wanted.id
        and item.stock_units >= wanted.units
        ${ofAccounts(tx, sql`item.account_id`, accountIds)}
      returning item.account_id
    ), raised as (
      update inventory_versions as inventory
      set version = version + 1
      from (select distinct account_id from deducted) as changed
      where inventory.account_id = changed.account_id
        ${ofAccounts(tx, sql`inventory.account_id`, accountIds)}
    )
    select count(*) as items
    from deducted`);
  return Number(row?.items);
}

export async function addStock(
  tx: Tx,
  accountId: string,
  { id, units }: { id: string; units: number },
): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set stock_units = stock_units + ${units}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns the number of prepaid units that an account has left. */
export async function sumStockUnits(db: Queryable, accountId: string): Promise<number> {
  const row = await db.row<{ units: bigint }>(sql`
    select coalesce(sum(stock_units), 0)::bigint as units
    from inventory_items
    where account_id = ${accountId}`);
  return Number(row?.units ?? 0n);
}
