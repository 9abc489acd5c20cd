import type { Database, Tx } from '../../platform/db/database.ts';
import type { Tasks } from '../../platform/jobs/index.ts';
import {
  addToTotals,
  insertProgress,
  insertTotals,
  lockProgress,
  selectAccountsToRollUp,
  selectSpan,
  takeSnapshot,
  updateProgress,
} from './sales-totals-store.ts';

export const ROLL_UP_TASK = 'roll-up-sales';
const EVENTS_AT_ONCE = 20_000;

const STEP_MS = 30 * 86_400_000;

/**
 * Brings the sums of an account's sales up to its last event, in transactions of 20,000 events;
 * makes them where there are none. Leaves an account that another worker is at.
 */
export async function rollUpSales(
  db: Database,
  accountId: string,
  { eventsAtOnce = EVENTS_AT_ONCE } = {},
): Promise<void> {
  await insertProgress(db, accountId);
  const made = await db.transaction((tx) => makeTotals(tx, accountId));
  if (made !== 'there') return;
  let hasMore = true;
  while (hasMore) {
    hasMore = await db.transaction(async (tx) => {
      const progress = await lockProgress(tx, accountId);
      const after = progress?.rolledUntil ?? undefined;
      if (after === undefined) return false;
      return addToTotals(tx, accountId, { after, limit: eventsAtOnce });
    });
  }
}

/** Makes the first sums: of all packages and events of one moment, in statements of 30 days. */
async function makeTotals(tx: Tx, accountId: string): Promise<'made' | 'there' | 'locked'> {
  await takeSnapshot(tx);
  const progress = await lockProgress(tx, accountId);
  if (!progress) return 'locked';
  if (progress.rolledUntil !== null) return 'there';
  for (const { from, to } of await selectSpan(tx, accountId)) {
    for (let at = from.getTime(); at <= to.getTime(); at += STEP_MS) {
      await insertTotals(tx, accountId, { from: new Date(at), before: new Date(at + STEP_MS) });
    }
  }
  await updateProgress(tx, accountId);
  return 'made';
}

type Parts = { db: Database; onError: (error: unknown, accountId: string) => void };

/** Returns the job that does so for every account; one that fails is tried again by the next. */
export function createRollUpTasks({ db, onError }: Parts): Tasks {
  return {
    async [ROLL_UP_TASK]() {
      for (const accountId of await selectAccountsToRollUp(db)) {
        await rollUpSales(db, accountId).catch((error: unknown) => onError(error, accountId));
      }
    },
  };
}
