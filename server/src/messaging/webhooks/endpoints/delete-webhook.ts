import { type Context, type Notes, noteChange } from '../../../kernel/context.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { giveUpPending } from '../deliveries/delivery-store.ts';
import { deleteEndpoint, lockWebhook } from './endpoint-store.ts';
import { addressOf, noSuchWebhook } from './set-webhook.ts';

/**
 * Forgets the address of an event and its secret; the log of deliveries stays, and what is still on
 * its way is failed. Refuses `webhook_not_found`.
 */
export async function deleteWebhook(
  tx: Tx,
  ctx: Pick<Context, 'accountId'> & Notes,
  { event }: { event: string },
): Promise<void> {
  const { accountId } = ctx;
  const webhook = await lockWebhook(tx, accountId, event);
  if (!webhook) throw noSuchWebhook(event);

  await deleteEndpoint(tx, accountId, event);
  await giveUpPending(tx, { accountId, event });
  const before = addressOf(webhook);
  noteChange(ctx, { action: 'webhook.deleted', target: event, before, after: null });
}
