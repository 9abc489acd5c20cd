import type { CsvColumns } from '../../kernel/csv.ts';
import type { ListedPlan } from './data-plan.ts';

/** The columns of a file of plans, which can be changed and imported again. */
export const PLAN_COLUMNS: CsvColumns<ListedPlan> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  size: ({ sizeValue, sizeUnit }) => `${sizeValue} ${sizeUnit}`,
  validity_days: ({ validityDays }) => validityDays ?? 'unlimited',
  country_set: ({ countrySet }) => countrySet,
  carrier: ({ carrier }) => carrier,
  wholesale_price: ({ wholesaleMinor }) => wholesaleMinor,
  cost: ({ costMinor }) => costMinor,
  retired: ({ retiredAt }) => (retiredAt ? 'yes' : 'no'),
};
