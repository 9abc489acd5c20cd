import type { Database } from '../../platform/db/database.ts';
import { updateErased } from './store.ts';

/** Mails name people and lead into accounts; after this time only what kind it was is known. */
export const KEPT_DAYS = 90;
const BATCH = 1_000;

/** Erases what is older than `KEPT_DAYS`; gives how many mails that were. */
export async function eraseOldMails(db: Database): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await updateErased(db, { days: KEPT_DAYS, limit: BATCH });
    erased += count;
    if (count < BATCH) return erased;
  }
}
