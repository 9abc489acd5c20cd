/**
 * Platform tables that statements read together with the tables of accounts, beside those that
 * their foreign keys reach.
 */
export const SHARED_TABLES = [
  'catalogue_version',
  'plan_costs',
  'price_list_entries',
  'price_lists',
];
