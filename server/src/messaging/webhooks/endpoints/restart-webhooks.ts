import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { deleteDeliveries } from '../deliveries/delivery-store.ts';
import { updateToStart } from './endpoint-store.ts';

/**
 * Forgets every delivery of an account and lets its addresses hear of what happens from now on; for
 * an account that begins anew, after its log of events was begun anew. Addresses and secrets stay.
 */
export async function restartWebhooks(
  tx: Tx,
  { accountId }: Pick<Context, 'accountId'>,
): Promise<void> {
  await updateToStart(tx, accountId);
  await deleteDeliveries(tx, accountId);
}
