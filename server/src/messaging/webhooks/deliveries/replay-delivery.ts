import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockWebhook, updateRetry } from '../endpoints/endpoint-store.ts';
import { noSuchWebhook } from '../endpoints/set-webhook.ts';
import type { DeliveryDetail } from './delivery.ts';
import { updateToPending } from './delivery-store.ts';
import { readDelivery } from './read-delivery.ts';

/**
 * Sends a delivery once more to the address that its event has now, with the same id and body, and
 * with retries of its own. One that waits for its next attempt gets it now. Refuses
 * `delivery_not_found`, `webhook_not_found` (no address is set), `invalid_state` (it is off).
 */
export async function replayDelivery(
  { db: tx, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { id }: { id: string },
): Promise<DeliveryDetail> {
  const { event } = await readDelivery({ db: tx, accountId }, id);
  // Before the delivery, as everywhere: who switches it off fails all that is pending then.
  const webhook = await lockWebhook(tx, accountId, event);
  if (!webhook) throw noSuchWebhook(event);
  if (!webhook.enabled) {
    throw new Refusal('invalid_state', `The webhook ${event} is switched off.`);
  }

  await updateToPending(tx, accountId, id);
  await updateRetry(tx, accountId, [event]);
  return readDelivery({ db: tx, accountId }, id);
}
