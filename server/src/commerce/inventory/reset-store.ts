import { sql, type Tx } from '../../platform/db/database.ts';

export async function restoreItems(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update inventory_items
    set name = offered_name, retail_minor = offered_retail_minor, active = offered_active,
      stock_units = 0
    where account_id = ${accountId}`);
}
