import type { Database } from '../../platform/db/database.ts';
import { holdLedger, insertSums, selectAccountsToSum } from './sums-store.ts';

export const SUM_TRANSFERS_TASK = 'sum-transfers';
const BLOCKS_AT_ONCE = 50;

/** Keeps the sums of the account's full blocks of transfers, 50 in a transaction. */
async function sumTransfers(db: Database, accountId: string): Promise<void> {
  for (let added = BLOCKS_AT_ONCE; added === BLOCKS_AT_ONCE; ) {
    added = await db.transaction(async (tx) => {
      const isHeld = await holdLedger(tx, accountId);
      return isHeld ? insertSums(tx, accountId, BLOCKS_AT_ONCE) : 0;
    });
  }
}

/** Does so for every account; one that fails is tried again by the next call. */
export async function sumTransfersEverywhere(
  db: Database,
  onError: (error: unknown, accountId: string) => void,
): Promise<void> {
  for (const accountId of await selectAccountsToSum(db)) {
    await sumTransfers(db, accountId).catch((error: unknown) => onError(error, accountId));
  }
}
