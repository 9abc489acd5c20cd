import type { Database } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { selectExpiring, updateExpired } from './approval-store.ts';
import { recordApproval } from './record-approval.ts';

/**
 * Lets approvals that nobody decided on expire, with an event for each, and deletes their calls.
 * Returns how many. It may run twice at once: each approval expires in one of the runs.
 */
export async function expireApprovals(db: Database, realNow: Date): Promise<number> {
  let count = 0;
  for (const accountId of await selectExpiring(db, realNow)) {
    count += await db.transaction(async (tx) => {
      const expired = await updateExpired(tx, { accountId, realNow });
      const scope = { db: tx, accountId, now: await readClock(tx, { accountId, realNow }) };
      for (const approval of expired) await recordApproval(scope, 'approval.expired', approval);
      return expired.length;
    });
  }
  return count;
}
