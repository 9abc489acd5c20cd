import { readProfiles } from '../../connectivity/esims/index.ts';
import type { TimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readPackage } from '../activations/index.ts';
import { readCustomer } from '../customers/index.ts';
import { type DailyUsage, selectUsageOfProfiles } from './usage-store.ts';

type Asked = { uid: string; range: TimeRange };

/** Returns what a customer used by day and country. Throws `customer_not_found`. */
export async function readUsageOfCustomer(
  scope: ReadScope,
  { uid, range }: Asked,
): Promise<DailyUsage[]> {
  const customer = await readCustomer(scope, uid);
  const profileIds = await profileIdsOf(scope, customer.id);
  return selectUsageOfProfiles(scope, { profileIds, from: range.from, before: range.before });
}

/** Returns what a package was used for by day and country. Throws `activated_item_not_found`. */
export async function readUsageOfPackage(
  scope: ReadScope,
  { uid, range }: Asked,
): Promise<DailyUsage[]> {
  const item = await readPackage(scope, uid);
  const profileIds = await profileIdsOf(scope, item.customerId);
  const days = { from: range.from, before: range.before };
  return selectUsageOfProfiles(scope, { profileIds, packageId: item.id, ...days });
}

async function profileIdsOf(scope: ReadScope, customerId: string): Promise<string[]> {
  const { db, accountId } = scope;
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  return profiles.map(({ id }) => id);
}
