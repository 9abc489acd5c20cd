import { type AuditTrail, audit } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockWebhook, updateRetry } from '../endpoints/endpoint-store.ts';
import { noSuchWebhook } from '../endpoints/refuse-webhook.ts';
import type { DeliveryDetail } from './delivery.ts';
import { requireDelivery, updateToPending } from './delivery-store.ts';

/**
 * Sends a delivery again to the endpoint's current URL, with the same ID and body and with retries
 * of its own. A delivery that waits for its next attempt gets it now. Refuses `delivery_not_found`,
 * `webhook_not_found` (the endpoint was deleted), `invalid_state` (it is disabled).
 */
export async function replayDelivery(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { id }: { id: string },
): Promise<DeliveryDetail> {
  const { event } = await requireDelivery(scope, id);
  // The endpoint is locked before the delivery, as everywhere: disabling it fails what is pending.
  const webhook = await lockWebhook(scope.db, scope.accountId, event);
  if (!webhook) throw noSuchWebhook(event);
  if (!webhook.enabled) {
    throw new Refusal('invalid_state', `The webhook endpoint ${event} is disabled.`);
  }

  await updateToPending(scope.db, scope.accountId, id);
  await updateRetry(scope.db, scope.accountId, [event]);
  audit(scope, { action: 'delivery.replayed', target: id, before: null, after: { event } });
  return requireDelivery(scope, id);
}
