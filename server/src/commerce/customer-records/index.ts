export { readHoldings } from './customer-entry.ts';
export {
  type CustomerSearch,
  SEARCH_KEYS,
  SEARCH_MODES,
  type SearchKey,
  type SearchMode,
} from './customer-search.ts';
export { registerCustomerListRoute } from './list-routes.ts';
export { registerPersonalDataRoute } from './personal-data-routes.ts';
export { type CustomerParts, registerCustomerRoutes } from './routes.ts';
export { searchCustomers } from './search-customers.ts';
export { registerUsageRoutes } from './usage-routes.ts';
export { type DailyUsage, selectUsageOfProfiles } from './usage-store.ts';
