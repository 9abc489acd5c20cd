export { type CustomerParts, registerConnectivityRoute, registerCustomerRoutes } from './routes.ts';
