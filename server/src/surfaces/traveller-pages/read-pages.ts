import { packageAt, readNewestPackagesOf } from '../../commerce/activations/index.ts';
import { findCountrySet } from '../../commerce/catalog/index.ts';
import { readCustomers } from '../../commerce/customers/index.ts';
import { isActiveProfile, readProfiles } from '../../connectivity/esims/index.ts';
import type { TokenSubject } from '../../kernel/public-token.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Holdings } from './customer-page.ts';
import { isShown } from './package-card.ts';
import { selectAccountTime } from './store.ts';

/** The most packages that a page shows: the newest ones. */
const MAX_PACKAGES = 50;

/** Returns what a customer's page shows; undefined if the customer is gone or was erased. */
export async function readHoldings(
  db: Queryable,
  { accountId, id }: TokenSubject,
): Promise<Holdings | undefined> {
  const customerIds = [id];
  const customer = (await readCustomers(db, { accountId, customerIds })).get(id);
  const now = await selectAccountTime(db, accountId);
  if (!now || !customer || customer.erasedAt) return undefined;
  const newest = { customerIds, limit: MAX_PACKAGES };
  const items = await readNewestPackagesOf(db, accountId, newest);
  const profiles = await readProfiles(db, { accountId, customerIds });
  const { countries } = await findCountrySet(db, customer.countrySet);
  return {
    packages: items.map((item) => packageAt(item, now)).filter(isShown),
    profiles: profiles.filter(isActiveProfile),
    countries,
  };
}
