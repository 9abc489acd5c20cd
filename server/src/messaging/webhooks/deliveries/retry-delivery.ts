import type { AuditTrail } from '../../../kernel/context.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { lockWebhook } from '../endpoints/endpoint-store.ts';
import { isWaiting, requireDelivery } from './delivery-store.ts';
import { replayDelivery } from './replay-delivery.ts';

/**
 * Replays a delivery that failed or waits for a later attempt, and leaves others as they are.
 * Returns whether it is sent again. Refuses as `replayDelivery` does.
 */
export async function retryDelivery(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { id }: { id: string },
): Promise<boolean> {
  const { event } = await requireDelivery(scope, id);
  // Under the lock, what another operator has retried is due and no longer waits.
  await lockWebhook(scope.db, scope.accountId, event);
  if (!(await isWaiting(scope.db, scope.accountId, id))) return false;
  await replayDelivery(scope, { id });
  return true;
}
