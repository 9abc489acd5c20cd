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
import {
  type Package,
  readPackagesOf,
  showActivatedItem,
  showTotal,
} from '../activations/index.ts';
import { type Customer, showCustomer } from '../customers/index.ts';

/** How entries are shown; `onlyActiveProfiles` leaves out replaced and retired eSIMs. */
export type EntryView = { links: PublicLinks; onlyActiveProfiles: boolean };

/** The packages and eSIMs of a customer. */
export type Holdings = { items: Package[]; profiles: EsimProfile[] };

/**
 * Returns the customers as the API shows them, in the given order, with packages and eSIMs oldest
 * first. Takes three statements, whatever the number of customers.
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

/** Returns the entry of one customer. */
export async function describeCustomer(
  scope: ReadScope,
  of: EntryView & { customer: Customer },
): Promise<CustomerEntry> {
  const [entry] = await describeCustomers(scope, { ...of, customers: [of.customer] });
  return entry as CustomerEntry;
}

/**
 * Reads the packages and eSIMs of these customers, in any state; returns a function by customer.
 */
export async function readHoldings(
  db: Queryable,
  { accountId, customerIds }: { accountId: string; customerIds: readonly string[] },
): Promise<(customerId: string) => Holdings> {
  const held = new Map<string, Holdings>(
    customerIds.map((id): [string, Holdings] => [id, { items: [], profiles: [] }]),
  );
  for (const item of await readPackagesOf(db, accountId, customerIds)) {
    held.get(item.customerId)?.items.push(item);
  }
  for (const profile of await readProfiles(db, { accountId, customerIds })) {
    held.get(profile.customerId)?.profiles.push(profile);
  }
  return (customerId) => held.get(customerId) ?? { items: [], profiles: [] };
}
