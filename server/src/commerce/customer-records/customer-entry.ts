import {
  type EsimProfile,
  isActiveProfile,
  type PublicLinks,
  readProfiles,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { type Package, readItemsOf, showActivatedItem, showTotal } from '../activations/index.ts';
import { type Customer, showCustomer } from '../customers/index.ts';

/** How entries are shown: under which links, and whether profiles that are over are left out. */
export type EntryView = { links: PublicLinks; onlyActiveProfiles: boolean };

/** A customer with everything it holds, as it stands at the account's time. */
export type Holdings = { items: Package[]; profiles: EsimProfile[] };

/**
 * The wire's Customer entries (contract section 3), in the order given; packages and eSIMs oldest
 * first. Three statements, however many customers there are.
 */
export async function describeCustomers(
  scope: ReadScope,
  of: EntryView & { customers: readonly Customer[] },
) {
  if (of.customers.length === 0) return [];
  const customerIds = of.customers.map(({ id }) => id);
  const held = await readHoldings(scope.db, { accountId: scope.accountId, customerIds });
  const refundsLeft = await readRefundsLeft(scope);
  return of.customers.map((customer) => {
    const { items, profiles } = held(customer.id);
    return {
      customer: showCustomer(customer, of.links),
      ...showTotal(items, scope.now),
      activatedItems: items.map((item) => showActivatedItem(item, { now: scope.now, refundsLeft })),
      relatedEsims: profiles
        .filter((profile) => !of.onlyActiveProfiles || isActiveProfile(profile))
        .map((profile) => showEsimProfile(profile, of.links)),
    };
  });
}

export type CustomerEntry = Awaited<ReturnType<typeof describeCustomers>>[number];

/** The entry of one customer. */
export async function describeCustomer(
  scope: ReadScope,
  of: EntryView & { customer: Customer },
): Promise<CustomerEntry> {
  const [entry] = await describeCustomers(scope, { ...of, customers: [of.customer] });
  return entry as CustomerEntry;
}

/** What each of these customers holds, with profiles that are over and packages of any state. */
export async function readHoldings(
  db: Queryable,
  { accountId, customerIds }: { accountId: string; customerIds: readonly string[] },
): Promise<(customerId: string) => Holdings> {
  const held = new Map<string, Holdings>(
    customerIds.map((id): [string, Holdings] => [id, { items: [], profiles: [] }]),
  );
  for (const item of await readItemsOf(db, accountId, customerIds)) {
    held.get(item.customerId)?.items.push(item);
  }
  for (const profile of await readProfiles(db, { accountId, customerIds })) {
    held.get(profile.customerId)?.profiles.push(profile);
  }
  return (customerId) => held.get(customerId) ?? { items: [], profiles: [] };
}
