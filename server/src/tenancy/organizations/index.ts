export { deleteOldAddresses, selectAddress } from './address-store.ts';
export {
  selectClosing,
  updateClosed,
  updateClosedByPlatform,
  updateClosingRequest,
} from './closing-store.ts';
export { findReseller, lockReseller } from './directory.ts';
export {
  type ChangeAddress,
  checkTimeZone,
  confirmAddress,
  type OrganizationChange,
  readOrganization,
  readTimeZone,
  requestAddress,
  setAddress,
  updateOrganization,
} from './organization.ts';
export type { Reseller } from './reseller.ts';
export { registerOrganizationRoutes } from './routes.ts';
export {
  assignPriceList,
  insertOrganization,
  listResellers,
  readPlatform,
  requiresSecondFactor,
  selectPlatform,
  selectResellersAfter,
  setSecondFactorRule,
} from './store.ts';
