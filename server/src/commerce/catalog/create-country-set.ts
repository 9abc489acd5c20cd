import { audit } from '../../kernel/context.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type StoredCountrySet, toCountries } from './country-set.ts';
import { selectStoredCountrySet, upsertEditedCountrySets } from './country-set-store.ts';
import { raiseCatalogueVersion } from './version-store.ts';

/** Two-letter codes are left to countries and the regions that are shipped. */
const NEW_CODE = /^[A-Z][A-Z0-9_]{2,15}$/;

export type CountrySetDraft = { code: string; name: string; countries: string[] };

/** Creates a region. Throws `invalid_request`, and `invalid_state` if the code is in use. */
export async function createCountrySet(
  scope: Scope,
  draft: CountrySetDraft,
): Promise<StoredCountrySet> {
  const set = toRegion(draft, scope.now);
  if (await selectStoredCountrySet(scope.db, set.code)) {
    throw new Refusal('invalid_state', `A country set with the code ${set.code} already exists.`);
  }

  await upsertEditedCountrySets(scope.db, [set]);
  await raiseCatalogueVersion(scope.db);
  const after = { name: set.name, countries: set.countries };
  audit(scope, { action: 'country_set.created', target: set.code, before: null, after });
  return set;
}

/** Returns the set that the draft describes. Throws `invalid_request`. */
export function toRegion({ code, name, countries }: CountrySetDraft, now: Date): StoredCountrySet {
  const upper = code.toUpperCase();
  if (!NEW_CODE.test(upper)) {
    throw invalid('/code', 'must be 3 to 16 letters, digits and underscores, with a letter first');
  }
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  const known = toCountries(countries);
  if (!known?.length) throw invalid('/countries', 'must be ISO 3166-1 alpha-2 codes');
  return { code: upper, name, kind: 'region', countries: known, editedAt: now, retiredAt: null };
}
