export { registerPersonalDataRoute } from './personal-data-routes.ts';
export { type CustomerParts, registerConnectivityRoute, registerCustomerRoutes } from './routes.ts';
