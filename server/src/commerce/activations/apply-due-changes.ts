import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { applyDueTransitions } from './due.ts';
import { type DuePackage, lockDue, selectDueForUpdate, updatePackages } from './package-store.ts';
import { releaseUnansweredSales } from './release-unanswered-sales.ts';

/** Packages that are moved on by one round of statements. */
const BATCH_PACKAGES = 2_000;

/** The account's clock says `now`. */
export type DueWindow = { accountId: string; now: Date };

/**
 * Lets what falls due by `now` happen to at most `limit` packages: they activate after their wait,
 * warn, expire, or end unanswered. Passes over packages that others have locked: those do it
 * themselves, or leave it to the next call. Gives how many there were.
 */
export async function applyDueChanges(
  tx: Tx,
  { accountId, now, limit }: DueWindow & { limit: number },
): Promise<number> {
  const packages = await selectDueForUpdate(tx, accountId, { now, limit });
  const pending = packages.filter(({ state }) => state === 'PENDING');
  const others = packages.filter(({ state }) => state !== 'PENDING');
  if (pending.length > 0) await releaseUnansweredSales({ db: tx, accountId, now }, pending);
  if (others.length > 0) await moveOn({ db: tx, accountId, now }, others);
  return packages.length;
}

async function moveOn(
  { db: tx, accountId, now }: Pick<Scope, 'db'> & DueWindow,
  due: readonly DuePackage[],
) {
  const moved = due.map((one) => applyDueTransitions(one, now));
  // Also those to which nothing happened: writing them sets right a due time that was stale.
  await updatePackages(
    tx,
    accountId,
    moved.map(({ item }) => item),
  );
  const facts = moved.flatMap((one) => one.facts);
  await recordEvents({ db: tx, accountId }, facts.toSorted(byTime));
}

function byTime(one: EventDraft, other: EventDraft): number {
  return one.createdAt.getTime() - other.createdAt.getTime();
}

/**
 * Lets all of it happen within one transaction: when this has answered, nothing is due any more.
 * Locks every package first, so that the order packages, then events, holds over several rounds.
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

/** Lets all of it happen that others have not locked, one transaction a round; gives how much. */
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
