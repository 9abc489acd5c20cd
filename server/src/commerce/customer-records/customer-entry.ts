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
  readNewestPackagesOf,
  readPackagesOf,
  readPackageTotals,
  showActivatedItem,
  showBytes,
  showTotal,
} from '../activations/index.ts';
import { type Customer, showCustomer } from '../customers/index.ts';

/** How entries are shown; `onlyActiveProfiles` leaves out replaced and retired eSIMs. */
export type EntryView = { links: PublicLinks; onlyActiveProfiles: boolean };

/** The packages and eSIMs of a customer. */
export type Holdings = { items: Package[]; profiles: EsimProfile[] };

/** The most packages of a customer in a list; a single customer is shown with all of them. */
const MAX_LISTED_PACKAGES = 50;

/**
 * Returns the customers as lists show them, in the given order, each with its eSIMs and newest
 * packages, both oldest first. Takes four statements, whatever the number of customers.
 */
export async function listCustomerEntries(
  scope: ReadScope,
  of: EntryView & { customers: readonly Customer[] },
): Promise<CustomerEntry[]> {
  if (of.customers.length === 0) return [];
  const { db, accountId } = scope;
  const customerIds = of.customers.map(({ id }) => id);
  const limit = MAX_LISTED_PACKAGES;
  const items = await readNewestPackagesOf(db, accountId, { customerIds, limit });
  const totals = await readPackageTotals(scope, customerIds);
  const profiles = await readProfiles(db, { accountId, customerIds });
  const refundsLeft = await readRefundsLeft(scope);
  return of.customers.map((customer) => {
    const isOwn = ({ customerId }: { customerId: string }) => customerId === customer.id;
    const total = totals.find(isOwn);
    return showEntry(customer, {
      ...of,
      now: scope.now,
      refundsLeft,
      items: items.filter(isOwn),
      profiles: profiles.filter(isOwn),
      total: showBytes(total?.availableBytes ?? 0n),
      packages: total?.packages ?? 0,
    });
  });
}

/** Returns a customer with all its packages and eSIMs, oldest first. */
export async function describeCustomer(
  scope: ReadScope,
  of: EntryView & { customer: Customer },
): Promise<CustomerEntry> {
  const { db, accountId, now } = scope;
  const { customer } = of;
  const held = await readHoldings(db, { accountId, customerIds: [customer.id] });
  const { items, profiles } = held(customer.id);
  return showEntry(customer, {
    ...of,
    now,
    refundsLeft: await readRefundsLeft(scope),
    items,
    profiles,
    total: showTotal(items, now),
    packages: items.length,
  });
}

type EntryParts = EntryView &
  Holdings & {
    now: Date;
    refundsLeft: number;
    total: ReturnType<typeof showBytes>;
    packages: number;
  };

function showEntry(customer: Customer, parts: EntryParts) {
  const { items, profiles, links, onlyActiveProfiles, now, refundsLeft } = parts;
  return {
    customer: showCustomer(customer, links),
    ...parts.total,
    activatedItemCount: parts.packages,
    activatedItems: items.map((item) => showActivatedItem(item, { now, refundsLeft })),
    relatedEsims: profiles
      .filter((profile) => !onlyActiveProfiles || isActiveProfile(profile))
      .map((profile) => showEsimProfile(profile, links)),
  };
}

export type CustomerEntry = ReturnType<typeof showEntry>;

/** Reads the packages and eSIMs of these customers; returns a function by customer ID. */
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
