import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { deliverPendingSale } from './deliver-pending-sale.ts';
import { applyDueTransitions } from './due.ts';
import { isDeliveredLater } from './forced-outcome.ts';
import { type DuePackage, lockDue, selectDueForUpdate, updatePackages } from './package-store.ts';
import { releaseUnansweredSales } from './release-unanswered-sales.ts';

/** How many packages one round of statements changes. */
const BATCH_PACKAGES = 2_000;

/** An account and the time on its clock. */
export type DueWindow = { accountId: string; now: Date };

/**
 * Applies what is due by `now` to at most `limit` packages: they activate after their wait, warn,
 * expire, are delivered, or fail because the carrier never answered. Skips packages that another
 * transaction has locked; the next call finds them again. Returns the number of packages.
 */
export async function applyDueChanges(
  tx: Tx,
  { accountId, now, limit }: DueWindow & { limit: number },
): Promise<number> {
  const packages = await selectDueForUpdate(tx, accountId, { now, limit });
  const pending = packages.filter(({ state }) => state === 'PENDING');
  const others = packages.filter(({ state }) => state !== 'PENDING');
  const delivered = pending.filter(isDeliveredLater);
  const unanswered = pending.filter((item) => !isDeliveredLater(item));
  for (const item of delivered) await deliverPendingSale({ db: tx, accountId }, item);
  if (unanswered.length > 0) await releaseUnansweredSales({ db: tx, accountId, now }, unanswered);
  if (others.length > 0) await applyTransitions({ db: tx, accountId, now }, others);
  return packages.length;
}

async function applyTransitions(
  { db: tx, accountId, now }: Pick<Scope, 'db'> & DueWindow,
  due: readonly DuePackage[],
) {
  const moved = due.map((one) => applyDueTransitions(one, now));
  // Includes packages without a transition, so that a stale due time is corrected.
  await updatePackages(
    tx,
    accountId,
    moved.map(({ item }) => item),
  );
  const events = moved.flatMap((one) => one.events);
  await recordEvents({ db: tx, accountId }, events.toSorted(byTime));
}

function byTime(one: EventDraft, other: EventDraft): number {
  return one.createdAt.getTime() - other.createdAt.getTime();
}

/**
 * Applies everything that is due within one transaction. Locks every package first, so that
 * packages are locked before events over several rounds too. Returns the number of packages.
 */
export async function applyDueChangesWithin(scope: Pick<Scope, 'db'> & DueWindow): Promise<number> {
  await lockDue(scope.db, scope.accountId, scope.now);
  let moved = 0;
  for (;;) {
    const count = await applyDueChanges(scope.db, { ...scope, limit: BATCH_PACKAGES });
    if (count === 0) return moved;
    moved += count;
  }
}

/** Applies everything that is due and not locked, one transaction a round; returns the number. */
export async function applyAllDueChanges(scope: { db: Database } & DueWindow): Promise<number> {
  let moved = 0;
  for (;;) {
    const count = await scope.db.transaction((tx) =>
      applyDueChanges(tx, { ...scope, limit: BATCH_PACKAGES }),
    );
    moved += count;
    if (count < BATCH_PACKAGES) return moved;
  }
}
