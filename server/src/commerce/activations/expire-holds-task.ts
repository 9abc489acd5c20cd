import {
  type ExpiringScope,
  expireHolds,
  selectAccountsWithExpired,
} from '../../money/credits/index.ts';
import { coverClaims } from '../../money/payments/index.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectPendingForUpdate } from './pending-store.ts';
import { releaseUnansweredSales } from './release-unanswered-sales.ts';
import type { TimeParts } from './time-task.ts';

export const EXPIRE_HOLDS_TASK = 'expire-holds';

/**
 * Releases all holds that have expired on their account's clock. A package that still waits for
 * its carrier fails with its hold. Returns the number of holds.
 */
export async function expireHoldsEverywhere({ db, realNow, onError }: TimeParts): Promise<number> {
  let released = 0;
  for (const account of await selectAccountsWithExpired(db, realNow())) {
    released += await expireAll(db, account).catch((error: unknown) => {
      onError(error, account.accountId);
      return 0;
    });
  }
  return released;
}

async function expireAll(db: Database, account: Omit<ExpiringScope, 'db'>): Promise<number> {
  let released = 0;
  for (;;) {
    const count = await db.transaction((tx) => expireSome({ ...account, db: tx }));
    if (count === 0) return released;
    released += count;
  }
}

async function expireSome(scope: ExpiringScope): Promise<number> {
  const count = await expireHolds(scope, (packageIds) => failSales(scope, packageIds));
  if (count > 0) await coverClaims(scope);
  return count;
}

/** Fails those of the packages that wait for their carrier, and returns their ids. */
async function failSales(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  packageIds: readonly string[],
): Promise<readonly string[]> {
  const { db, accountId } = scope;
  const pending = await selectPendingForUpdate(
    db,
    packageIds.map((packageId) => ({ accountId, packageId })),
  );
  if (pending.length > 0) await releaseUnansweredSales(scope, pending);
  return pending.map(({ id }) => id);
}
