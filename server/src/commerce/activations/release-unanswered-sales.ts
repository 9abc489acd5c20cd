import { endHold } from '../../money/credits/index.ts';
import { coverClaims } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Package } from './package.ts';
import { updateFailed } from './package-store.ts';

/**
 * Ends pending sales whose carrier has not delivered: releases the held credits and charges
 * nothing. The caller has locked the packages.
 */
export async function releaseUnansweredSales(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  items: readonly Pick<Package, 'id' | 'holdSequence'>[],
): Promise<void> {
  for (const { holdSequence } of items) {
    if (holdSequence === null) continue;
    await endHold(scope, { sequence: holdSequence, outcome: 'void' });
  }
  await coverClaims(scope);
  const ids = items.map((item) => item.id);
  await updateFailed(scope.db, scope.accountId, ids);
}
