import { LRUCache } from 'lru-cache';
import {
  type Package,
  packageAt,
  readNewestPackagesOf,
  readNewestPackagesOfProfile,
} from '../../commerce/activations/index.ts';
import { findCountrySet } from '../../commerce/catalog/index.ts';
import { readCustomers, selectCustomerOfProfile } from '../../commerce/customers/index.ts';
import {
  isActiveProfile,
  readProfiles,
  readSuccession,
  type Succession,
} from '../../connectivity/esims/index.ts';
import type { OfAccount } from '../../kernel/ids.ts';
import type { TokenSubject } from '../../kernel/public-token.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import { type Brand, readBrandAndTime } from '../../tenancy/branding/index.ts';
import type { Holdings } from './customer-page.ts';
import { isCurrent, isShown } from './packages.ts';
import type { Bought } from './ticket.ts';

/**
 * The database, and the countries of a set by its code. A page is read over one connection, since
 * waking PostgreSQL costs more than most of its statements.
 */
export type Reading = {
  db: Database;
  countriesOf(code: string): Promise<readonly string[]>;
};

/** The most packages that a page shows: the newest ones. */
const MAX_PACKAGES = 50;

/** What the page of a customer shows, and in which brand. */
export type ShownHoldings = { holdings: Holdings; brand: Brand };

/** Returns what a customer's page shows; undefined if the customer or the link no longer exists. */
export async function readHoldings(
  { db, countriesOf }: Reading,
  { accountId, id, linkVersion }: TokenSubject,
): Promise<ShownHoldings | undefined> {
  const customerIds = [id];
  const [here, customers, all, profiles] = await db.together((one) =>
    Promise.all([
      readBrandAndTime(one, accountId),
      readCustomers(one, { accountId, customerIds }),
      readNewest(one, { accountId, id }),
      readProfiles(one, { accountId, customerIds }),
    ]),
  );
  const customer = customers.get(id);
  if (!here || !customer || customer.erasedAt) return undefined;
  if (customer.linkVersion !== linkVersion) return undefined;
  const countries = await countriesOf(customer.countrySet);
  const { brand, now } = here;
  const packages = shownAt(all, now);
  const active = profiles.filter(isActiveProfile);
  return { holdings: { customer, packages, profiles: active, countries, now }, brand };
}

/** An eSIM with what was bought for it, and in which brand its page shows them. */
export type ShownEsim = Succession & { bought: Bought; brand: Brand };

/** Returns what an eSIM's page shows; undefined if the eSIM or the link no longer exists. */
export async function readEsim(
  { db, countriesOf }: Reading,
  subject: TokenSubject,
): Promise<ShownEsim | undefined> {
  const { accountId } = subject;
  // In one turn: what belongs to the customer is found by the profile.
  const [here, found, customer, all] = await db.together((one) =>
    Promise.all([
      readBrandAndTime(one, accountId),
      readLinked(one, subject),
      selectCustomerOfProfile(one, subject),
      readNewestPackagesOfProfile(one, subject, MAX_PACKAGES),
    ]),
  );
  if (!here || !found) return undefined;
  const { profileDomainId } = found.profile;
  const packages = shownAt(all, here.now).filter(
    (item) => item.profileDomainId === profileDomainId,
  );
  const [newest] = [...packages.filter(isCurrent), ...packages];
  const countries = newest ? await countriesOf(newest.countrySet) : [];
  return { ...found, brand: here.brand, bought: { packages, countries, customer, now: here.now } };
}

/** Returns the eSIM of a link that was not revoked. */
export async function readLinked(
  db: Queryable,
  subject: TokenSubject,
): Promise<Succession | undefined> {
  const found = await readSuccession(db, subject);
  return found?.profile.linkVersion === subject.linkVersion ? found : undefined;
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
