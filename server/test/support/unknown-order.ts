import { insertOrders } from '../../src/connectivity/carrier-orders/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';

/**
 * Makes an order at a carrier without a known outcome, of no package, and returns its ID. It is
 * looked for by nobody within the next hour.
 */
export async function unknownOrder(
  db: Database,
  accountId: string,
  { carrier = 'none', item = 'AT_1_7' } = {},
): Promise<string> {
  const [id, activatedItemId, dataPlanId] = [newId(), newId(), newId()];
  const of = { accountId, activatedItemId, dataPlanId, carrier, kind: 'profile' } as const;
  await db.transaction((tx) => insertOrders(tx, [{ ...of, id, createdAt: new Date() }]));
  await db.run(sql`
    update carrier_orders
    set state = 'UNKNOWN', item = ${item}, attempts = 1, sent_at = now(),
      next_at = now() + interval '1 hour'
    where id = ${id}`);
  return id;
}

/** The same, of the first account of the store. */
export async function unknownOrderOfAnybody(
  db: Database,
  of?: { carrier: string; item: string },
): Promise<string> {
  const account = await db.row<{ id: string }>(sql`select id from accounts order by id limit 1`);
  if (!account) throw new Error('The store has no account.');
  return unknownOrder(db, account.id, of);
}

/** Makes an order at a carrier that delivered an eSIM, of no package, and returns its ID. */
export async function deliveredOrder(
  db: Database,
  accountId: string,
  { carrier = 'none', iccid = '8943108165017013118', profileId = 'E1' } = {},
): Promise<string> {
  const id = await unknownOrder(db, accountId, { carrier });
  await db.run(sql`
    update carrier_orders
    set state = 'DELIVERED', iccid = ${iccid}, profile_id = ${profileId}, ended_at = now(),
      next_at = null
    where id = ${id}`);
  return id;
}

/** Makes a delivered order whose supplier was asked for a refund, and returns its ID. */
export async function orderWithRefund(db: Database, accountId: string): Promise<string> {
  const id = await deliveredOrder(db, accountId);
  await db.run(sql`
    insert into carrier_requests (account_id, id, order_id, carrier, verb, state, outcome,
      supplier_request, created_at, ended_at)
    values (${accountId}, ${newId()}, ${id}, 'airalo', 'cancel', 'DONE', 'requested', 'r-1', now(),
      now())`);
  return id;
}
