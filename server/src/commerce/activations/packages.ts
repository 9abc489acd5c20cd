import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectCoverage } from './coverage-store.ts';
import type { PackageLife } from './package.ts';
import { selectUsableForUpdate, updateDays, updatePackages } from './package-store.ts';

/** A package of a profile domain with the countries that it covers. */
export type UsablePackage = PackageLife & { countries: ReadonlySet<string> };

/**
 * Locks and returns the packages of these profile domains that can cover data used at `since` or
 * later, with the countries that they cover.
 */
export async function lockUsablePackages(
  tx: Tx,
  of: { accountId: string; domainIds: readonly string[]; since: Date },
): Promise<UsablePackage[]> {
  const packages = await selectUsableForUpdate(tx, of.accountId, of);
  // Read apart from the packages, so that a worldwide set is sent once and not with each package.
  const codes = [...new Set(packages.map((one) => one.countrySet))];
  const sets = codes.length > 0 ? await selectCoverage(tx, codes) : [];
  const coverage = new Map(sets.map(({ code, countries }) => [code, new Set(countries)]));
  return packages.map((one) => {
    const countries = coverage.get(one.countrySet);
    if (!countries) throw new Error(`there is no country set ${one.countrySet}`);
    return Object.assign(one, { countries });
  });
}

/** Writes the fields of locked packages that usage and time changed. */
export async function savePackages(
  scope: Pick<Scope, 'db' | 'accountId'>,
  items: readonly PackageLife[],
): Promise<void> {
  if (items.length === 0) return;
  await updatePackages(scope.db, scope.accountId, items);
  const byDay = items.filter(({ dataDays }) => dataDays !== null);
  if (byDay.length > 0) await updateDays(scope.db, scope.accountId, byDay);
}
