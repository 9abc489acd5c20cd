import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type CountrySet, SET_CODE } from './country-set.ts';
import { selectCountrySet } from './country-set-store.ts';

/** Returns the country set with the code, in any case. Throws `country_set_not_found`. */
export async function findCountrySet(db: Queryable, text: string): Promise<CountrySet> {
  const code = text.toUpperCase();
  const found = SET_CODE.test(code) && (await selectCountrySet(db, code));
  if (!found) throw noCountrySet();
  return found;
}

export function noCountrySet(): Refusal {
  return new Refusal('country_set_not_found', 'No country set has this code.');
}
