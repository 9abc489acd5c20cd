export { findReseller, lockReseller, type Platform, type Reseller } from './directory.ts';
export { type Organization, readOrganization } from './organization.ts';
export { registerOrganizationRoutes } from './routes.ts';
export {
  assignPriceList,
  insertOrganization,
  listResellers,
  readPlatform,
  selectPlatform,
} from './store.ts';
