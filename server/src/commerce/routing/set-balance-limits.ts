import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { toDecimal } from './balance.ts';
import { type BalanceLimits, selectBalances, upsertLimits } from './balance-store.ts';

/** Sets below which balance operators are warned, and below which nothing is ordered. */
export async function setBalanceLimits(scope: Scope, limits: BalanceLimits): Promise<void> {
  const known = await selectBalances(scope.db);
  const before = known.find(({ carrier }) => carrier === limits.carrier);
  await upsertLimits(scope.db, limits);
  audit(scope, {
    action: 'carrier.balance_limits_changed',
    target: limits.carrier,
    before: before ? showLimits(before) : null,
    after: showLimits(limits),
  });
}

function showLimits({ warnBelow, stopBelow }: Pick<BalanceLimits, 'warnBelow' | 'stopBelow'>) {
  return {
    warnBelow: warnBelow === null ? null : toDecimal(warnBelow),
    stopBelow: toDecimal(stopBelow),
  };
}
