import { endHold } from '../../money/credits/index.ts';
import { coverClaims } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { updateFailed } from './change-store.ts';
import type { Package } from './package.ts';

/**
 * Ends pending sales whose carrier never answered and, asked again, delivered nothing: the credits
 * that were held come back and nothing is charged. The packages are locked by the caller.
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
