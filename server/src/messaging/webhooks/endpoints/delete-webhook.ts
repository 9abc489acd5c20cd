import { type AuditTrail, audit } from '../../../kernel/context.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { giveUpPending } from '../deliveries/delivery-store.ts';
import { deleteEndpoint, lockWebhook } from './endpoint-store.ts';
import { noSuchWebhook, requireWebhookName } from './refuse-webhook.ts';
import { shown } from './set-webhook.ts';

/**
 * Deletes an endpoint and its secret. The delivery log stays; pending deliveries are marked failed.
 * Refuses `webhook_not_found`.
 */
export async function deleteWebhook(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { event: name }: { event: string },
): Promise<void> {
  const { accountId } = scope;
  const event = requireWebhookName(name);
  const webhook = await lockWebhook(scope.db, accountId, event);
  if (!webhook) throw noSuchWebhook(name);

  await deleteEndpoint(scope.db, accountId, event);
  await giveUpPending(scope.db, { accountId, event });
  const before = shown(webhook);
  audit(scope, { action: 'webhook.deleted', target: event, before, after: null });
}
