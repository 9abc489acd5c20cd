import { type AuditTrail, audit } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockWebhook, updateRetry } from '../endpoints/endpoint-store.ts';
import { noSuchWebhook } from '../endpoints/refuse-webhook.ts';
import { updateFailingToPending } from './delivery-store.ts';
import { MAX_REPLAYED } from './replay-deliveries.ts';

/**
 * Sends what a failing endpoint has not received again, at once: the deliveries that wait for a
 * later attempt, and those that failed since the endpoint fails. Returns their number, which is 0
 * when all of them are due already. Refuses `webhook_not_found`, `invalid_state` (it is disabled).
 */
export async function retryEndpoint(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { event }: { event: string },
): Promise<number> {
  const { db, accountId } = scope;
  const webhook = await lockWebhook(db, accountId, event);
  if (!webhook) throw noSuchWebhook(event);
  if (!webhook.enabled) {
    throw new Refusal('invalid_state', `The webhook endpoint ${event} is disabled.`);
  }
  const { failingSince } = webhook;
  const of = { accountId, event, failingSince, limit: MAX_REPLAYED };
  const retried = await updateFailingToPending(db, of);
  if (retried === 0) return 0;
  await updateRetry(db, accountId, [event]);
  audit(scope, { action: 'webhook.retried', target: event, before: null, after: { retried } });
  return retried;
}
