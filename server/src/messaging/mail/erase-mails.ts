import type { Database } from '../../platform/db/database.ts';
import { eraseOldLinks, updateErased } from './store.ts';

/** Emails contain names and links into accounts; after this time only their kind is kept. */
const KEPT_DAYS = 90;
const BATCH = 1_000;

/** Links into accounts work for seven days at most. */
const LINKS_WORK_DAYS = 8;

/**
 * Erases mails that are older than `KEPT_DAYS`, and the links of those that were never sent once no
 * link works any longer. Returns the number of erased mails.
 */
export async function eraseOldMails(db: Database): Promise<number> {
  await eraseOldLinks(db, { days: LINKS_WORK_DAYS });
  let erased = 0;
  for (;;) {
    const count = await updateErased(db, { days: KEPT_DAYS, limit: BATCH });
    erased += count;
    if (count < BATCH) return erased;
  }
}
