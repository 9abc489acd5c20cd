import type { Actor, Change } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { toPrice } from '../../kernel/money.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import { endHold } from './end-hold.ts';
import { type ExpiredHold, selectExpiredHolds } from './hold-store.ts';
import { lockCredits } from './post-transfers.ts';

/** The holds of an account that one call releases. */
const HOLDS_AT_ONCE = 500;

const ACTOR: Actor = { kind: 'platform', name: 'expire-holds' };

export type ExpiringScope = Pick<Scope, 'db' | 'accountId' | 'organizationId' | 'now'>;

/**
 * Releases at most 500 holds of the account that have expired, and writes an audit entry for each.
 * `failSales` is called first with the packages that the holds are for, because packages are
 * locked before credits: it ends the holds of those that still wait for their carrier, and returns
 * their ids. Returns the number of holds released.
 */
export async function expireHolds(
  scope: ExpiringScope,
  failSales: (packageIds: readonly string[]) => Promise<readonly string[]>,
): Promise<number> {
  const due = { now: scope.now, limit: HOLDS_AT_ONCE };
  const expired = await selectExpiredHolds(scope.db, scope.accountId, due);
  const packageIds = expired.flatMap((hold) => hold.activatedItemId ?? []);
  const failed = new Set(packageIds.length > 0 ? await failSales(packageIds) : []);

  await lockCredits(scope);
  const open = await selectExpiredHolds(scope.db, scope.accountId, due);
  for (const { sequence } of open) await endHold(scope, { sequence, outcome: 'void' });

  const released = [...expired.filter((hold) => failed.has(hold.activatedItemId ?? '')), ...open];
  await recordExpiries(scope, released);
  return released.length;
}

async function recordExpiries(scope: ExpiringScope, holds: readonly ExpiredHold[]): Promise<void> {
  const { db, accountId, organizationId } = scope;
  const author = { organizationId, accountId, actor: ACTOR, requestId: newId() };
  await recordChanges({ ...author, db, remoteAddress: null }, holds.map(toChange));
}

function toChange({ sequence, amountMinor, activatedItemId, expiresAt }: ExpiredHold): Change {
  const amount = toPrice(amountMinor);
  const before = { hold: Number(sequence), amount, expiresAt: expiresAt.toISOString() };
  return { action: 'credits.hold_expired', target: activatedItemId, before, after: null };
}
