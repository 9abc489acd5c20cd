import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { CountrySet } from './country-set.ts';
import { selectCountrySet } from './store.ts';

const SET_CODE = /^[A-Z0-9_]{2,16}$/;

/** A country set by its code, in either case. Refuses `country_set_not_found`. */
export async function findCountrySet(db: Queryable, text: string): Promise<CountrySet> {
  const code = text.toUpperCase();
  const found = SET_CODE.test(code) && (await selectCountrySet(db, code));
  if (!found) throw new Refusal('country_set_not_found', 'No country set has this code.');
  return found;
}
