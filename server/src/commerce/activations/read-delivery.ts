import { selectOrderOf } from '../../connectivity/carrier-orders/index.ts';
import { isOfPlatform } from '../../kernel/context.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { Package } from './package.ts';

/**
 * Returns where the order of a package at its carrier stands; undefined if it was sold from stock.
 * The carrier's own reasons, and why its source was chosen, are for the operator.
 */
export async function readDelivery(
  { db, accountId, actor }: Pick<ReadScope, 'db' | 'accountId' | 'actor'>,
  { id }: Pick<Package, 'id'>,
) {
  const order = await selectOrderOf(db, accountId, id);
  if (!order) return undefined;
  const { state, carrier, choices, createdAt, sentAt, endedAt } = order;
  const isFailed = state === 'REFUSED' || state === 'EXPIRED';
  const reason = order.reason === 'out_of_stock' ? 'out_of_stock' : 'supplier_unavailable';
  return {
    state,
    reason: isFailed ? reason : null,
    orderedAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    ...(isOfPlatform(actor) && { routing: { orderId: order.id, carrier, choices: [...choices] } }),
  };
}
