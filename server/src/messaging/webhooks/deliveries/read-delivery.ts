import { isUuid } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Queryable } from '../../../platform/db/database.ts';
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
