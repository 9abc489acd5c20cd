import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { DeliveredProfile } from '../carriers/index.ts';

/** A spare eSIM that was delivered longer ago is left to the operator: it may have expired. */
const SPARE_DAYS = 30;
/** Others take some of these at the same moment. */
const MOST_TRIED = 20;

/** Returns whether an eSIM of the item was delivered for a package that had failed. */
export async function hasSpare(
  db: Queryable,
  { carrier, item }: { carrier: string; item: string },
): Promise<boolean> {
  const row = await db.row(sql`
    select 1 as found
    from carrier_orders
    where carrier = ${carrier}
      and item = ${item}
      and spare_profile is not null
      and ended_at > now() - make_interval(days => ${SPARE_DAYS})
    limit 1`);
  return row !== undefined;
}

export type Spare = { accountId: string; id: string };

/** Returns the orders that brought spare eSIMs of the item, the oldest first; of many the first. */
export function selectSpares(
  tx: Tx,
  { carrier, item }: { carrier: string; item: string },
): Promise<Spare[]> {
  return tx.rows<Spare>(sql`
    select account_id as "accountId", id
    from carrier_orders
    where carrier = ${carrier}
      and item = ${item}
      and spare_profile is not null
      and ended_at > now() - make_interval(days => ${SPARE_DAYS})
    order by ended_at
    limit ${MOST_TRIED}`);
}

/**
 * Takes the eSIM that an order brought for a package that had failed. The order keeps its number.
 * Returns undefined if another sale takes it, or has taken it.
 */
export async function takeSpare(
  tx: Tx,
  { accountId, id }: Spare,
): Promise<DeliveredProfile | undefined> {
  const row = await tx.row<{ profile: DeliveredProfile }>(sql`
    with free as (
      select id, spare_profile
      from carrier_orders
      where account_id = ${accountId}
        and id = ${id}
        and spare_profile is not null
      for no key update skip locked
    )
    update carrier_orders
    set spare_profile = null
    from free
    where carrier_orders.account_id = ${accountId}
      and carrier_orders.id = free.id
    returning free.spare_profile as profile`);
  return row?.profile;
}
