import type { Queryable } from '../../platform/db/database.ts';
import { deleteOldCalls } from './call-store.ts';

const AT_ONCE = 5_000;

/** Deletes the calls that are older than 30 days, in batches, and returns their number. */
export async function pruneCalls(db: Queryable): Promise<number> {
  let pruned = 0;
  for (;;) {
    const deleted = await deleteOldCalls(db, AT_ONCE);
    pruned += deleted;
    if (deleted < AT_ONCE) return pruned;
  }
}
