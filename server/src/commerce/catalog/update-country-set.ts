import { audit } from '../../kernel/context.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type StoredCountrySet, toCountries } from './country-set.ts';
import {
  countPlansOfCountrySet,
  selectCountrySetForUpdate,
  upsertEditedCountrySets,
} from './country-set-store.ts';
import { noCountrySet } from './find-country-set.ts';
import { raiseCatalogueVersion } from './version-store.ts';

export type CountrySetEdit = {
  code: string;
  name?: string;
  countries?: string[];
  retired?: boolean;
};

/**
 * Changes the name or the countries of a country set, retires or reinstates it. Throws
 * `country_set_not_found`, `invalid_request`, and `invalid_state` while a plan for sale names the
 * set that is to be retired.
 */
export async function updateCountrySet(
  scope: Scope,
  edit: CountrySetEdit,
): Promise<StoredCountrySet> {
  const before = await selectCountrySetForUpdate(scope.db, edit.code.toUpperCase());
  if (!before) throw noCountrySet();
  const after = applyEdit(before, edit, scope.now);
  if (after.retiredAt && !before.retiredAt) await refuseWhileUsed(scope, after.code);

  await upsertEditedCountrySets(scope.db, [after]);
  await raiseCatalogueVersion(scope.db);
  audit(scope, {
    action: 'country_set.updated',
    target: after.code,
    before: showEdited(before),
    after: showEdited(after),
  });
  return after;
}

/** Returns the country set after the edit. Throws `invalid_request`. */
export function applyEdit(
  set: StoredCountrySet,
  edit: CountrySetEdit,
  now: Date,
): StoredCountrySet {
  const { name = set.name, retired = set.retiredAt !== null } = edit;
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  const countries = toCountries(edit.countries ?? set.countries);
  if (!countries?.length) throw invalid('/countries', 'must be ISO 3166-1 alpha-2 codes');
  if (set.kind === 'country' && countries.join() !== set.countries.join()) {
    throw invalid('/countries', 'must not change in the set of a single country');
  }
  const retiredAt = retired ? (set.retiredAt ?? now) : null;
  return { ...set, name, countries, editedAt: now, retiredAt };
}

async function refuseWhileUsed({ db }: Pick<Scope, 'db'>, code: string): Promise<void> {
  const plans = await countPlansOfCountrySet(db, code);
  if (plans === 0) return;
  const whose = plans === 1 ? '1 data plan is' : `${plans} data plans are`;
  throw new Refusal('invalid_state', `${whose} sold for this country set. Retire them first.`);
}

function showEdited({ name, countries, retiredAt }: StoredCountrySet) {
  return { name, countries, retired: retiredAt !== null };
}
