import { texts, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** A number that a carrier gave to an order of the account. */
export type NumberOwner = { accountId: string; carrier: string; number: string };

/**
 * Gives numbers of carriers to accounts, except those that an account has. The foreign key of the
 * order (`carrier_orders_owner`) refuses the number of another account. Owners are inserted in one
 * order, so that no two transactions wait for each other.
 */
export async function insertNumberOwners(
  db: Queryable,
  owners: readonly NumberOwner[],
): Promise<void> {
  if (owners.length === 0) return;
  await db.run(sql`
    insert into carrier_order_owners (account_id, carrier, supplier_order)
    select account_id, carrier, supplier_order
    from unnest(
      ${uuids(owners.map(({ accountId }) => accountId))}::uuid[],
      ${texts(owners.map(({ carrier }) => carrier))}::text[],
      ${texts(owners.map(({ number }) => number))}::text[]
    ) as owner (account_id, carrier, supplier_order)
    order by carrier, supplier_order
    on conflict (carrier, supplier_order) do nothing`);
}

/** Frees a number that no order of the account has any longer. */
export async function deleteNumberOwner(tx: Tx, owner: NumberOwner): Promise<void> {
  const { accountId, carrier, number } = owner;
  if (await selectHolder(tx, owner)) return;
  await tx.run(sql`
    delete from carrier_order_owners
    where account_id = ${accountId}
      and carrier = ${carrier}
      and supplier_order = ${number}`);
}

function selectHolder(tx: Tx, { accountId, carrier, number }: NumberOwner) {
  return tx.row<{ id: string }>(sql`
    select id
    from carrier_orders
    where account_id = ${accountId}
      and carrier = ${carrier}
      and supplier_order = ${number}
    limit 1`);
}

/** Returns the orders among these numbers of the carrier that belong to an order already. */
export async function selectTakenOrders(
  db: Queryable,
  carrier: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ number: string }>(sql`
    select supplier_order as number
    from carrier_orders
    where carrier = ${carrier}
      and supplier_order = any(${texts(numbers)}::text[])`);
  return new Set(rows.map((row) => row.number));
}
