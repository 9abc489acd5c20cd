import { type Package, packageAt, readNewestPackagesOf } from '../../commerce/activations/index.ts';
import { findCountrySet } from '../../commerce/catalog/index.ts';
import { readCustomers } from '../../commerce/customers/index.ts';
import { type EsimProfile, isActiveProfile, readProfiles } from '../../connectivity/esims/index.ts';
import type { OfAccount } from '../../kernel/ids.ts';
import type { TokenSubject } from '../../kernel/public-token.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Holdings } from './customer-page.ts';
import { isCurrent, isShown } from './packages.ts';
import { selectAccountTime } from './store.ts';
import type { Bought } from './ticket.ts';

/** The most packages that a page shows: the newest ones. */
const MAX_PACKAGES = 50;

/** Returns what a customer's page shows; undefined if the customer or the link no longer exists. */
export async function readHoldings(
  db: Queryable,
  { accountId, id, linkVersion }: TokenSubject,
): Promise<Holdings | undefined> {
  const customerIds = [id];
  const customer = (await readCustomers(db, { accountId, customerIds })).get(id);
  const now = await selectAccountTime(db, accountId);
  if (!now || !customer || customer.erasedAt) return undefined;
  if (customer.linkVersion !== linkVersion) return undefined;
  const packages = await readPackages(db, { accountId, id }, now);
  const profiles = await readProfiles(db, { accountId, customerIds });
  const { countries } = await findCountrySet(db, customer.countrySet);
  return { customer, packages, profiles: profiles.filter(isActiveProfile), countries, now };
}

/** Returns the packages whose data an eSIM uses, and the countries where they work. */
export async function readBought(db: Queryable, profile: EsimProfile): Promise<Bought> {
  const { accountId, customerId, profileDomainId } = profile;
  const now = await selectAccountTime(db, accountId);
  const customerIds = [customerId];
  const customer = (await readCustomers(db, { accountId, customerIds })).get(customerId);
  if (!now || !customer) return { packages: [], countries: [], customer };
  const all = await readPackages(db, { accountId, id: customerId }, now);
  const packages = all.filter((item) => item.profileDomainId === profileDomainId);
  const [newest] = [...packages.filter(isCurrent), ...packages];
  const countries = newest ? (await findCountrySet(db, newest.countrySet)).countries : [];
  return { packages, countries, customer };
}

async function readPackages(
  db: Queryable,
  { accountId, id }: OfAccount,
  now: Date,
): Promise<Package[]> {
  const newest = { customerIds: [id], limit: MAX_PACKAGES };
  const items = await readNewestPackagesOf(db, accountId, newest);
  return items.map((item) => packageAt(item, now)).filter(isShown);
}
