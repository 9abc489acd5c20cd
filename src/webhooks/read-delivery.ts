import type { Queryable } from '../db/database.ts';
import { isUuid } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import type { DeliveryDetail } from './delivery.ts';
import { selectDelivery } from './delivery-store.ts';

/** A delivery of the account with its body and every attempt. Refuses `delivery_not_found`. */
export async function readDelivery(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<DeliveryDetail> {
  const delivery = isUuid(id) ? await selectDelivery(db, accountId, id) : undefined;
  if (delivery) return delivery;
  throw new Refusal('delivery_not_found', 'There is no webhook delivery with this id.');
}
