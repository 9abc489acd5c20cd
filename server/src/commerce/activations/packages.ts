import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PackageLife } from './package.ts';
import { selectCoverage, selectUsableForUpdate, updatePackages } from './package-store.ts';

/** A package of a profile domain, and the countries where its data works. */
export type UsablePackage = PackageLife & { countries: ReadonlySet<string> };

/**
 * The packages of these profile domains that may give data to a use at `since` or later, with the
 * countries where they work, locked until the transaction ends.
 */
export async function lockUsablePackages(
  tx: Tx,
  of: { accountId: string; domainIds: readonly string[]; since: Date },
): Promise<UsablePackage[]> {
  const packages = await selectUsableForUpdate(tx, of.accountId, of);
  // Apart from the packages, so that a worldwide set travels once and not with each of them.
  const codes = [...new Set(packages.map((one) => one.countrySet))];
  const sets = codes.length > 0 ? await selectCoverage(tx, codes) : [];
  const coverage = new Map(sets.map(({ code, countries }) => [code, new Set(countries)]));
  return packages.map((one) => {
    const countries = coverage.get(one.countrySet);
    if (!countries) throw new Error(`there is no country set ${one.countrySet}`);
    return Object.assign(one, { countries });
  });
}

/** Writes what use and time have made of locked packages. */
export async function savePackages(
  scope: Pick<Scope, 'db' | 'accountId'>,
  items: readonly PackageLife[],
): Promise<void> {
  if (items.length > 0) await updatePackages(scope.db, scope.accountId, items);
}
