import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { WholesalePrice } from './data-plan.ts';
import type { ListedPrice } from './listed-price.ts';

/** Returns the prices of the list by the names of the plans. */
export function selectPrices(db: Queryable, priceListId: string) {
  return db.rows<ListedPrice>(sql`
    select plan.id as "dataPlanId", plan.name, entry.wholesale_minor as "wholesaleMinor"
    from price_list_entries as entry
    join data_plans as plan on plan.id = entry.data_plan_id
    where entry.price_list_id = ${priceListId}
    order by plan.name, plan.id`);
}

/** Returns the number of prices that were new or changed; each data plan may be given once. */
export async function upsertPrices(
  tx: Tx,
  priceListId: string,
  prices: readonly WholesalePrice[],
): Promise<number> {
  const given = prices.map(({ dataPlanId, wholesaleMinor }) => ({
    dataPlanId,
    wholesaleMinor: wholesaleMinor.toString(),
  }));
  const changed = await tx.rows(sql`
    insert into price_list_entries (price_list_id, data_plan_id, wholesale_minor)
    select ${priceListId}, "dataPlanId", "wholesaleMinor"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given ("dataPlanId" uuid, "wholesaleMinor" bigint)
    on conflict (price_list_id, data_plan_id) do update
    set wholesale_minor = excluded.wholesale_minor
    where price_list_entries.wholesale_minor <> excluded.wholesale_minor
    returning data_plan_id`);
  return changed.length;
}

/** Returns the price that was deleted; undefined if the list did not name the plan. */
export function deletePrice(
  tx: Tx,
  { priceListId, dataPlanId }: { priceListId: string; dataPlanId: string },
) {
  return tx.row<{ wholesaleMinor: bigint }>(sql`
    delete from price_list_entries
    where price_list_id = ${priceListId}
      and data_plan_id = ${dataPlanId}
    returning wholesale_minor as "wholesaleMinor"`);
}

/** Deletes all prices of the list. */
export async function deletePrices(tx: Tx, priceListId: string): Promise<void> {
  await tx.run(sql`
    delete from price_list_entries
    where price_list_id = ${priceListId}`);
}
