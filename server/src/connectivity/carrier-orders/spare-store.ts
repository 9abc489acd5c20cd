import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { DeliveredProfile } from '../carriers/index.ts';

/** A spare eSIM that was delivered longer ago is left to the operator: it may have expired. */
const SPARE_DAYS = 30;

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

/**
 * Takes an eSIM of the item that was delivered for a package that had failed. The order that
 * brought it keeps its number; it is no longer spare.
 */
export async function takeSpare(
  tx: Tx,
  { carrier, item }: { carrier: string; item: string },
): Promise<DeliveredProfile | undefined> {
  const row = await tx.row<{ profile: DeliveredProfile }>(sql`
    with oldest as (
      select account_id, id, spare_profile
      from carrier_orders
      where carrier = ${carrier}
        and item = ${item}
        and spare_profile is not null
        and ended_at > now() - make_interval(days => ${SPARE_DAYS})
      order by ended_at
      limit 1
      for no key update skip locked
    )
    update carrier_orders
    set spare_profile = null
    from oldest
    where carrier_orders.account_id = oldest.account_id
      and carrier_orders.id = oldest.id
    returning oldest.spare_profile as profile`);
  return row?.profile;
}
