import type { Database } from '../../platform/db/database.ts';
import { enqueueJob, type Task } from '../../platform/jobs/index.ts';
import { selectAccountsWithDue } from './accounts-due-store.ts';
import { applyAllDueChanges } from './apply-due-changes.ts';

export const TIME_TASK = 'pass-time';
const AGAIN_MS = 3_000;

export type TimeParts = {
  db: Database;
  realNow: () => Date;
  /** Called for an account whose changes failed; the next round tries it again. */
  onError: (error: unknown, accountId: string) => void;
};

/** Applies everything that is due on any account's clock; returns the number of packages. */
export async function applyDueChangesEverywhere({
  db,
  realNow,
  onError,
}: TimeParts): Promise<number> {
  let moved = 0;
  for (const due of await selectAccountsWithDue(db, realNow())) {
    moved += await applyAllDueChanges({ ...due, db }).catch((error: unknown) => {
      onError(error, due.accountId);
      return 0;
    });
  }
  return moved;
}

/**
 * Returns the job that applies what is due and enqueues itself again seconds later. Its schedule,
 * every minute, starts the chain and restarts it when its worker died; the job key keeps one chain.
 */
export function createTimeTask(parts: TimeParts): Task {
  return async () => {
    await applyDueChangesEverywhere(parts);
    const runAt = new Date(parts.realNow().getTime() + AGAIN_MS);
    const next = { task: TIME_TASK, payload: {}, jobKey: TIME_TASK, runAt };
    await parts.db.transaction((tx) => enqueueJob(tx, next));
  };
}
