import { LRUCache } from 'lru-cache';
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

/** The database, and the countries of a set by its code. */
export type Reading = {
  db: Queryable;
  countriesOf(code: string): Promise<readonly string[]>;
};

/** The most packages that a page shows: the newest ones. */
const MAX_PACKAGES = 50;

/** Returns what a customer's page shows; undefined if the customer or the link no longer exists. */
export async function readHoldings(
  { db, countriesOf }: Reading,
  { accountId, id, linkVersion }: TokenSubject,
): Promise<Holdings | undefined> {
  const customerIds = [id];
  const [customers, now, all, profiles] = await Promise.all([
    readCustomers(db, { accountId, customerIds }),
    selectAccountTime(db, accountId),
    readNewest(db, { accountId, id }),
    readProfiles(db, { accountId, customerIds }),
  ]);
  const customer = customers.get(id);
  if (!now || !customer || customer.erasedAt) return undefined;
  if (customer.linkVersion !== linkVersion) return undefined;
  const countries = await countriesOf(customer.countrySet);
  const packages = shownAt(all, now);
  return { customer, packages, profiles: profiles.filter(isActiveProfile), countries, now };
}

/** Returns the packages whose data an eSIM uses, and the countries where they work. */
export async function readBought(
  { db, countriesOf }: Reading,
  { accountId, customerId, profileDomainId }: EsimProfile,
): Promise<Bought> {
  const [customers, now, all] = await Promise.all([
    readCustomers(db, { accountId, customerIds: [customerId] }),
    selectAccountTime(db, accountId),
    readNewest(db, { accountId, id: customerId }),
  ]);
  const customer = customers.get(customerId);
  if (!now || !customer) return { packages: [], countries: [], customer };
  const packages = shownAt(all, now).filter((item) => item.profileDomainId === profileDomainId);
  const [newest] = [...packages.filter(isCurrent), ...packages];
  const countries = newest ? await countriesOf(newest.countrySet) : [];
  return { packages, countries, customer };
}

/** Keeps this many country sets, each for as long as a change of one may take to be seen. */
const KEPT_SETS = 200;
const KEPT_MS = 5_000;

/** Returns the function that reads the countries of a set, which hardly ever change. */
export function createCountryReader(db: Queryable): Reading['countriesOf'] {
  const kept = new LRUCache<string, readonly string[]>({
    max: KEPT_SETS,
    ttl: KEPT_MS,
    fetchMethod: async (code) => (await findCountrySet(db, code)).countries,
  });
  return (code) => kept.forceFetch(code);
}

function readNewest(db: Queryable, { accountId, id }: OfAccount): Promise<Package[]> {
  return readNewestPackagesOf(db, accountId, { customerIds: [id], limit: MAX_PACKAGES });
}

function shownAt(items: readonly Package[], now: Date): Package[] {
  return items.map((item) => packageAt(item, now)).filter(isShown);
}
