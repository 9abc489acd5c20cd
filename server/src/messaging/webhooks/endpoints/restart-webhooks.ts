import type { Scope } from '../../../platform/db/scope.ts';
import { deleteDeliveries } from '../deliveries/delivery-store.ts';
import { updateToStart } from './endpoint-store.ts';

/**
 * Forgets every delivery of an account and lets its addresses hear of what happens from now on; for
 * an account that begins anew, after its log of events was begun anew. Addresses and secrets stay.
 */
export async function restartWebhooks({
  db: tx,
  accountId,
}: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await updateToStart(tx, accountId);
  await deleteDeliveries(tx, accountId);
}
