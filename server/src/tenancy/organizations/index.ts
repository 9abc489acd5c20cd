export { selectClosing, updateClosed, updateClosingRequest } from './closing-store.ts';
export { findReseller, lockReseller } from './directory.ts';
export { checkTimeZone, readOrganization, readTimeZone } from './organization.ts';
export type { Reseller } from './reseller.ts';
export { type NotifyOfAddress, registerOrganizationRoutes } from './routes.ts';
export {
  assignPriceList,
  insertOrganization,
  listResellers,
  readPlatform,
  requiresSecondFactor,
  selectPlatform,
  setSecondFactorRule,
} from './store.ts';
