export { readHoldings } from './customer-entry.ts';
export { SEARCH_MODES } from './customer-search.ts';
export { registerCustomerListRoute } from './list-routes.ts';
export { registerPersonalDataRoute } from './personal-data-routes.ts';
export { registerCustomerRoutes } from './routes.ts';
export { registerUsageRoutes } from './usage-routes.ts';
export { selectUsageOfProfiles } from './usage-store.ts';
