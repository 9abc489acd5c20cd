export { deleteOldAddresses, selectAddress } from './address-store.ts';
export { selectClosing, updateClosed, updateClosingRequest } from './closing-store.ts';
export { findReseller, lockReseller } from './directory.ts';
export {
  type ChangeAddress,
  checkTimeZone,
  confirmAddress,
  readOrganization,
  readTimeZone,
  requestAddress,
  setAddress,
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
  setSecondFactorRule,
} from './store.ts';
