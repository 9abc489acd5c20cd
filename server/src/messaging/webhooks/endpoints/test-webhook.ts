import { newId } from '../../../kernel/ids.ts';
import type { ReadScope, Scope } from '../../../platform/db/scope.ts';
import type { Attempt, Delivery, DeliveryDetail } from '../deliveries/delivery.ts';
import { insertTest, requireDelivery } from '../deliveries/delivery-store.ts';
import { type PostingParts, postSigned } from '../sending/attempt.ts';
import { sampleFor } from '../sending/sample.ts';
import { bodyFor } from './endpoint.ts';
import { selectEndpoint } from './endpoint-store.ts';
import { noSuchWebhook, requireWebhookName } from './refuse-webhook.ts';

/** A delivery that was attempted and is not recorded yet. */
export type MadeTest = Pick<Delivery, 'id' | 'event' | 'url'> & { body: string; attempt: Attempt };

/**
 * Sends a sample to an endpoint, once, also to a disabled one. Call it outside of a transaction.
 * Refuses `webhook_not_found`.
 */
export async function sendTest(
  scope: Pick<ReadScope, 'db' | 'accountId' | 'now'> & PostingParts,
  { event: name }: { event: string },
): Promise<MadeTest> {
  const event = requireWebhookName(name);
  const endpoint = await selectEndpoint(scope.db, scope.accountId, event);
  if (!endpoint) throw noSuchWebhook(name);
  const id = newId();
  const body = bodyFor(event, sampleFor(endpoint, { id: newId(), now: scope.now }));
  const at = new Date(scope.clock());
  const { httpStatus, error, durationMs, response } = await postSigned(scope, endpoint, {
    id,
    body,
  });
  const attempt = { at, httpStatus, error, durationMs, response };
  return { id, event, url: endpoint.url, body, attempt };
}

/** Records a test in the delivery log. It does not change the health of the endpoint. */
export async function recordTest(
  scope: Pick<Scope, 'db' | 'accountId'>,
  test: MadeTest,
): Promise<DeliveryDetail> {
  await insertTest(scope.db, scope.accountId, test);
  return requireDelivery(scope, test.id);
}
