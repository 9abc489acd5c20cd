import type { Database } from '../../platform/db/database.ts';
import { enqueueJob, type Task } from '../../platform/jobs/index.ts';
import { applyAllDueChanges } from './apply-due-changes.ts';
import { selectAccountsWithDue } from './package-store.ts';

export const TIME_TASK = 'pass-time';
const AGAIN_MS = 3_000;

export type TimeParts = {
  db: Database;
  realNow: () => Date;
  /** Told of an account whose time could not pass; it is tried again with the next round. */
  complain: (error: unknown, accountId: string) => void;
};

/** One round: whatever is due on any account's clock happens. Gives how many packages moved on. */
export async function applyDueChangesEverywhere({
  db,
  realNow,
  complain,
}: TimeParts): Promise<number> {
  let moved = 0;
  for (const due of await selectAccountsWithDue(db, realNow())) {
    moved += await applyAllDueChanges({ ...due, db }).catch((error: unknown) => {
      complain(error, due.accountId);
      return 0;
    });
  }
  return moved;
}

/**
 * The job that keeps time passing: a round, and the next one seconds later. Its schedule, every
 * minute, starts the chain and takes it up again when its worker died; the key keeps it one chain.
 */
export function createTimeTask(parts: TimeParts): Task {
  return async () => {
    await applyDueChangesEverywhere(parts);
    const runAt = new Date(parts.realNow().getTime() + AGAIN_MS);
    const next = { task: TIME_TASK, payload: {}, jobKey: TIME_TASK, runAt };
    await parts.db.transaction((tx) => enqueueJob(tx, next));
  };
}
