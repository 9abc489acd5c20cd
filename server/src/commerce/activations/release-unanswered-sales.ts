import { recordEvents } from '../../messaging/events/index.ts';
import { endHold } from '../../money/credits/index.ts';
import { coverClaims } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { packageFailed } from './package-events.ts';
import { type DuePackage, updateFailed } from './package-store.ts';

/**
 * Ends pending sales whose carrier has not delivered: releases the held credits, charges nothing
 * and records `package.failed`. The caller has locked the packages.
 */
export async function releaseUnansweredSales(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  items: readonly DuePackage[],
): Promise<void> {
  for (const { holdSequence } of items) {
    if (holdSequence === null) continue;
    await endHold(scope, { sequence: holdSequence, outcome: 'void' });
  }
  await coverClaims(scope);
  const ids = items.map((item) => item.id);
  await updateFailed(scope.db, scope.accountId, ids);
  await recordEvents(
    scope,
    items.map((item) => packageFailed(item, scope.now)),
  );
}
