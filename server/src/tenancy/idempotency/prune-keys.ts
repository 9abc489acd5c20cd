import type { Queryable } from '../../platform/db/database.ts';
import { deleteExpiredKeys } from './store.ts';

const BATCH = 1_000;
/** One run's bound; what is left over waits for the next run. */
const MAX_BATCHES = 500;

/** Deletes the keys that are older than 30 days, in small statements; gives their number. */
export async function pruneIdempotencyKeys(db: Queryable): Promise<number> {
  let pruned = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const deleted = await deleteExpiredKeys(db, BATCH);
    pruned += deleted;
    if (deleted < BATCH) break;
  }
  return pruned;
}
