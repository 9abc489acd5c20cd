import {
  isActiveProfile,
  type PublicLinks,
  readProfiles,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import {
  type Customer,
  holdCustomer,
  readCustomer,
  readCustomers,
  showCustomer,
} from '../customers/index.ts';
import { type Package, showActivatedItem } from './package.ts';
import {
  countPackages,
  type PackageFilter,
  type PackageSort,
  selectPackages,
} from './package-list-store.ts';
import { selectPackage } from './package-store.ts';

/** Returns the account's package. Throws `activated_item_not_found`. */
export async function readPackage(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  uid: string,
): Promise<Package> {
  const item = isUuid(uid) ? await selectPackage(scope.db, scope.accountId, uid) : undefined;
  if (!item) throw new Refusal('activated_item_not_found', 'No package has this ID.');
  return item;
}

type PackageView = { item: Package; links: PublicLinks; onlyActiveProfiles: boolean };

/** Returns the package as the API shows it, with its customer and the customer's profiles. */
export async function describePackage(scope: ReadScope, view: PackageView) {
  return describeWith(scope, await readCustomer(scope, view.item.customerId), view);
}

/**
 * Returns the same inside a transaction whose answer is kept. Holds the customer, so that an
 * erasure waits for the transaction and then finds the kept answer.
 */
export async function describeChangedPackage(scope: Scope, view: PackageView) {
  return describeWith(scope, await holdCustomer(scope, view.item.customerId), view);
}

async function describeWith(scope: ReadScope, customer: Customer, view: PackageView) {
  const { item, links, onlyActiveProfiles } = view;
  const { db, accountId, now } = scope;
  const profiles = await readProfiles(db, { accountId, customerIds: [customer.id] });
  const refundsLeft = await readRefundsLeft(scope);
  return {
    activatedItem: showActivatedItem(item, { now, refundsLeft }),
    customer: showCustomer(customer, links),
    relatedEsims: profiles
      .filter((profile) => !onlyActiveProfiles || isActiveProfile(profile))
      .map((profile) => showEsimProfile(profile, links)),
  };
}

/** Returns a page of the account's packages, each with its customer, and the total number. */
export async function listPackages(
  scope: ReadScope,
  of: {
    filter: PackageFilter;
    sort: PackageSort;
    limit: number;
    offset: number;
    links: PublicLinks;
  },
) {
  const { accountId, now } = scope;
  const items = await selectPackages(scope.db, accountId, of);
  const totalCount = await countPackages(scope.db, accountId, of.filter);
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  const customers = await readCustomers(scope.db, { accountId, customerIds });
  const refundsLeft = await readRefundsLeft(scope);
  const shown = items.map((item) => ({
    ...showActivatedItem(item, { now, refundsLeft }),
    customer: showCustomer(customers.get(item.customerId) as Customer, of.links),
  }));
  return { items: shown, totalCount };
}
