import { selectOrderOf } from '../../connectivity/carrier-orders/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { Package } from './package.ts';

/**
 * Returns where the order of a package at its carrier stands; undefined if it was sold from stock.
 * The carrier's own reasons are for the operator.
 */
export async function readDelivery(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  { id }: Package,
) {
  const order = await selectOrderOf(db, accountId, id);
  if (!order) return undefined;
  const { state, createdAt, sentAt, endedAt } = order;
  const isFailed = state === 'REFUSED' || state === 'EXPIRED';
  const reason = order.reason === 'out_of_stock' ? 'out_of_stock' : 'supplier_unavailable';
  return {
    state,
    reason: isFailed ? reason : null,
    orderedAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
