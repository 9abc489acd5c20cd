import type { Database } from '../../platform/db/database.ts';
import { freeAllotted, selectBlocks } from './allotted-profile-store.ts';

const IDLE_MS = 3_600_000;

/**
 * Makes profiles free again that no sale has claimed within an hour since they were allotted, and
 * returns their number. What was allotted is kept only where it is used. Each block is a
 * transaction. Also frees the profiles of a distributed database that was restored into one
 * PostgreSQL.
 */
export async function giveBackIdleProfiles(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - IDLE_MS);
  let freed = 0;
  for (const block of await selectBlocks(db, null)) {
    freed += await db.transaction((tx) => freeAllotted(tx, { ...block, before }));
  }
  return freed;
}
