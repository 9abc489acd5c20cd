import { insertOrders } from '../../src/connectivity/carrier-orders/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';

/** Makes an order at a carrier without a known outcome, of no package, and returns its ID. */
export async function unknownOrder(db: Database, accountId: string): Promise<string> {
  const [id, activatedItemId, dataPlanId] = [newId(), newId(), newId()];
  const of = { accountId, activatedItemId, dataPlanId, carrier: 'none', kind: 'profile' } as const;
  await db.transaction((tx) => insertOrders(tx, [{ ...of, id, createdAt: new Date() }]));
  await db.run(sql`
    update carrier_orders
    set state = 'UNKNOWN', item = 'AT_1_7', attempts = 1, sent_at = now()
    where id = ${id}`);
  return id;
}
