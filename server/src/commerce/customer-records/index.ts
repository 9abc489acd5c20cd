export { readHoldings } from './customer-entry.ts';
export {
  type CustomerSearch,
  SEARCH_KEYS,
  SEARCH_MODES,
  type SearchKey,
  type SearchMode,
} from './customer-search.ts';
export { registerPersonalDataRoute } from './personal-data-routes.ts';
export { type CustomerParts, registerCustomerRoutes } from './routes.ts';
export { searchCustomers } from './search-customers.ts';
