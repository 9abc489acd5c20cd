import type { Queryable } from '../../platform/db/database.ts';
import { selectClockOffset } from './account-store.ts';

/** Returns the time on the account's clock when the machine's is `realNow`. */
export async function readClock(
  db: Queryable,
  { accountId, realNow }: { accountId: string; realNow: Date },
): Promise<Date> {
  const offsetMs = await selectClockOffset(db, accountId);
  if (offsetMs === undefined) throw new Error(`account ${accountId} is gone`);
  return new Date(realNow.getTime() + Number(offsetMs));
}
