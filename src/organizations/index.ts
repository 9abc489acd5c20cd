export {
  createOrganization,
  type NewOrganization,
  type OrganizationDraft,
} from './create-organization.ts';
export {
  assignPriceList,
  findReseller,
  listResellers,
  lockReseller,
  type Platform,
  type Reseller,
  readPlatform,
} from './directory.ts';
export { openPlatform } from './open-platform.ts';
export { type Organization, readOrganization } from './organization.ts';
export { registerOrganizationRoutes } from './routes.ts';
