import type { Queryable } from '../../platform/db/database.ts';
import { deleteOldCalls, deleteOldUsageCalls } from './call-store.ts';

const AT_ONCE = 5_000;

/**
 * Deletes the calls that are older than 30 days, and questions for usage that are older than 3, in
 * batches, and returns their number.
 */
export async function pruneCalls(db: Queryable): Promise<number> {
  let pruned = 0;
  for (const deleteSome of [deleteOldUsageCalls, deleteOldCalls]) {
    for (let deleted = AT_ONCE; deleted === AT_ONCE; pruned += deleted) {
      deleted = await deleteSome(db, AT_ONCE);
    }
  }
  return pruned;
}
