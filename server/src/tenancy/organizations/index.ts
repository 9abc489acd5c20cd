export {
  assignPriceList,
  findReseller,
  listResellers,
  lockReseller,
  type Platform,
  type Reseller,
  readPlatform,
} from './directory.ts';
export { type Organization, readOrganization } from './organization.ts';
export { registerOrganizationRoutes } from './routes.ts';
export { insertOrganization, selectPlatform } from './store.ts';
