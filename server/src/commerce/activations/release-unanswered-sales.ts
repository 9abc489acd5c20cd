import { expireOrders } from '../../connectivity/carrier-orders/index.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { endHold } from '../../money/credits/index.ts';
import { coverClaims } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { returnStockUnit } from '../inventory/index.ts';
import { type FailureReason, packageFailed } from './package-events.ts';
import type { DuePackage } from './package-store.ts';
import { selectPendingForUpdate, updateFailed } from './pending-store.ts';

type FailingScope = Pick<Scope, 'db' | 'accountId' | 'now'>;

/**
 * Ends pending sales whose carrier has not delivered: releases the held credits or returns the
 * prepaid unit, charges nothing and records `package.failed`. Their orders expire. The caller has
 * locked the packages.
 */
export async function releaseUnansweredSales(
  scope: FailingScope,
  items: readonly DuePackage[],
): Promise<void> {
  await fail(scope, items, 'supplier_unavailable');
  const packageIds = items.map(({ id }) => id);
  await expireOrders(scope.db, scope.accountId, packageIds);
}

/**
 * Ends a pending sale whose carrier has refused the order, in the same way. Does nothing if it is
 * pending no longer.
 */
export async function failOrderedSale(
  scope: FailingScope,
  { packageId, reason }: { packageId: string; reason: FailureReason },
): Promise<void> {
  const items = await selectPendingForUpdate(scope.db, [{ accountId: scope.accountId, packageId }]);
  if (items.length > 0) await fail(scope, items, reason);
}

async function fail(
  scope: FailingScope,
  items: readonly DuePackage[],
  reason: FailureReason,
): Promise<void> {
  const { db, accountId } = scope;
  for (const { status, inventoryItemId: id } of items) {
    if (status === 'ACTIVATED') await returnStockUnit(db, { accountId, id });
  }
  for (const { holdSequence } of items) {
    if (holdSequence === null) continue;
    await endHold(scope, { sequence: holdSequence, outcome: 'void' });
  }
  await coverClaims(scope);
  const ids = items.map((item) => item.id);
  await updateFailed(db, accountId, ids);
  await recordEvents(
    scope,
    items.map((item) => packageFailed(item, { at: scope.now, reason })),
  );
}
