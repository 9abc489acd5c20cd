import { type AuditTrail, audit } from '../../../kernel/context.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { giveUpPending } from '../deliveries/delivery-store.ts';
import { deleteEndpoint, lockWebhook } from './endpoint-store.ts';
import { addressOf, noSuchWebhook } from './set-webhook.ts';

/**
 * Forgets the address of an event and its secret; the log of deliveries stays, and what is still on
 * its way is failed. Refuses `webhook_not_found`.
 */
export async function deleteWebhook(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { event }: { event: string },
): Promise<void> {
  const { accountId } = scope;
  const webhook = await lockWebhook(scope.db, accountId, event);
  if (!webhook) throw noSuchWebhook(event);

  await deleteEndpoint(scope.db, accountId, event);
  await giveUpPending(scope.db, { accountId, event });
  const before = addressOf(webhook);
  audit(scope, { action: 'webhook.deleted', target: event, before, after: null });
}
