import { uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';

/**
 * Expires the orders of packages that failed because they took too long. One that was never sent
 * has ended; the others are looked for until it is known what became of them.
 */
export async function expireOrders(
  tx: Tx,
  accountId: string,
  packageIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update carrier_orders
    set state = 'EXPIRED',
      next_at = case when attempts > 0 then next_at end,
      ended_at = case when attempts > 0 then null else moment.at end
    from (select now() as at) as moment
    where account_id = ${accountId}
      and activated_item_id = any(${uuids(packageIds)}::uuid[])
      and state in ('QUEUED', 'SENT', 'UNKNOWN')`);
}
