import { readProfiles } from '../../connectivity/esims/index.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readPackage, showDays } from '../activations/index.ts';
import { readCustomer } from '../customers/index.ts';
import { type DailyUsage, selectUsageOfProfiles } from './usage-store.ts';

type Asked = { uid: string; range: TimeRange };
/** Usage by day in UTC and country; of a package with data terms also by its own days. */
export type FoundUsage = { usage: DailyUsage[]; days?: ReturnType<typeof showDays> };

/** Returns what a customer used by day and country. Throws `customer_not_found`. */
export async function readUsageOfCustomer(
  scope: ReadScope,
  { uid, range }: Asked,
): Promise<FoundUsage> {
  const customer = await readCustomer(scope, uid);
  const profileIds = await profileIdsOf(scope, customer.id);
  const days = { from: range.from, before: range.before };
  return { usage: await selectUsageOfProfiles(scope, { profileIds, ...days }) };
}

/** Returns what a package was used for by day and country. Throws `activated_item_not_found`. */
export async function readUsageOfPackage(
  scope: ReadScope,
  { uid, range }: Asked,
): Promise<FoundUsage> {
  const item = await readPackage(scope, uid);
  const profileIds = await profileIdsOf(scope, item.customerId);
  const { from, before } = range;
  const of = { profileIds, packageId: item.id, from, before };
  const usage = await selectUsageOfProfiles(scope, of);
  return item.dataTerms ? { usage, days: showDays(item, { from, before }) } : { usage };
}

async function profileIdsOf(scope: ReadScope, customerId: string): Promise<string[]> {
  const { db, accountId } = scope;
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  return profiles.map(({ id }) => id);
}
