import type { Context } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import type { Attempt, Delivery, DeliveryDetail } from '../deliveries/delivery.ts';
import { insertTest } from '../deliveries/delivery-store.ts';
import { readDelivery } from '../deliveries/read-delivery.ts';
import { type PostingParts, postSigned } from '../sending/attempt.ts';
import { sampleFor } from '../sending/sample.ts';
import { bodyFor } from './endpoint.ts';
import { selectEndpoint } from './endpoint-store.ts';
import { noSuchWebhook } from './set-webhook.ts';

/** A delivery that was attempted and is not written down yet. */
export type MadeTest = Pick<Delivery, 'id' | 'event' | 'url'> & { body: string; attempt: Attempt };

/**
 * Sends a sample to the address of an event, once, also when it is switched off; not within a
 * transaction. Refuses `webhook_not_found`.
 */
export async function sendTest(
  parts: PostingParts & { db: Queryable },
  { accountId, now }: Pick<Context, 'accountId' | 'now'>,
  { event }: { event: string },
): Promise<MadeTest> {
  const endpoint = await selectEndpoint(parts.db, accountId, event);
  if (!endpoint) throw noSuchWebhook(event);
  const id = newId();
  const body = bodyFor(event, sampleFor(event, { id: newId(), now }));
  const at = new Date(parts.clock());
  const attempt = { at, ...(await postSigned(parts, endpoint, { id, body })) };
  return { id, event, url: endpoint.url, body, attempt };
}

/** Writes a test down in the log of deliveries. It says nothing about the health of the address. */
export async function recordTest(
  { db: tx, accountId }: Pick<Scope, 'db' | 'accountId'>,
  test: MadeTest,
): Promise<DeliveryDetail> {
  await insertTest(tx, accountId, test);
  return readDelivery({ db: tx, accountId }, test.id);
}
