import { iso31661 } from 'iso-3166';

/** Every country and territory that has an ISO 3166-1 code. */
export const COUNTRY_CODES: readonly string[] = iso31661
  .filter(({ state }) => state === 'assigned')
  .map(({ alpha2 }) => alpha2);
