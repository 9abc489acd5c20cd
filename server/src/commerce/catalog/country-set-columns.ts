import type { CsvColumns } from '../../kernel/csv.ts';
import type { StoredCountrySet } from './country-set.ts';

/** The columns of a file of country sets, which can be changed and imported again. */
export const COUNTRY_SET_COLUMNS: CsvColumns<StoredCountrySet> = {
  code: ({ code }) => code,
  name: ({ name }) => name,
  countries: ({ countries }) => countries.join(' '),
  retired: ({ retiredAt }) => (retiredAt ? 'yes' : 'no'),
};
