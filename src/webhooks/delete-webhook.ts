import type { Context } from '../accounts/index.ts';
import type { Tx } from '../db/database.ts';
import { giveUpPending } from './delivery-store.ts';
import { deleteEndpoint } from './endpoint-store.ts';
import { noSuchWebhook } from './set-webhook.ts';

/**
 * Forgets the address of an event and its secret; the log of deliveries stays, and what is still on
 * its way is failed. Refuses `webhook_not_found`.
 */
export async function deleteWebhook(
  tx: Tx,
  { accountId }: Pick<Context, 'accountId'>,
  { event }: { event: string },
): Promise<void> {
  if (!(await deleteEndpoint(tx, accountId, event))) throw noSuchWebhook(event);
  await giveUpPending(tx, { accountId, event });
}
