import type { Queryable } from '../../platform/db/database.ts';
import { selectUsageByCountry, type UsageOfCountry } from './summary-store.ts';

/** Returns the usage of the account's eSIMs by country, in order of time. */
export async function summarizeUsage(
  db: Queryable,
  { accountId, profileIds }: { accountId: string; profileIds: readonly string[] },
): Promise<UsageOfCountry[]> {
  return profileIds.length > 0 ? selectUsageByCountry(db, accountId, profileIds) : [];
}
