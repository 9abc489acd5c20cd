import { isUuid } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { ReadScope } from '../../../platform/db/scope.ts';
import type { DeliveryDetail } from './delivery.ts';
import { selectDelivery } from './delivery-store.ts';

/** A delivery of the account with its body and every attempt. Refuses `delivery_not_found`. */
export async function readDelivery(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<DeliveryDetail> {
  const delivery = isUuid(id) ? await selectDelivery(scope.db, scope.accountId, id) : undefined;
  if (delivery) return delivery;
  throw new Refusal('delivery_not_found', 'There is no webhook delivery with this id.');
}
