export { activateItem } from './activate-item.ts';
export {
  type ActivatedItem,
  type ActivatedItemView,
  type ActivationMode,
  availableBytes,
  type PackageLife,
  refusalToRefund,
  showActivatedItem,
  showTotal,
  standsAt,
  waitingEnd,
} from './activated-item.ts';
export { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';
export { lockActivatedItem, markRefunded } from './change-activated-item.ts';
export { fallDue, nextDue, startItem } from './due.ts';
export { erasePersonalData } from './erase-personal-data.ts';
export { forgetUserAddresses } from './forget-addresses.ts';
export { createLane, type Lane, type LaneMetrics } from './lane.ts';
export { packageActivated, packageDepleted, packageRefunded } from './package-events.ts';
export { lockUsablePackages, savePackages, type UsablePackage } from './packages.ts';
export { passAllTime, passTime, passTimeWithin, type TimePassed } from './pass-time.ts';
export { describePackage, loadActivatedItem } from './read-activated-items.ts';
export {
  ActiveProfilesQuery,
  aPackage,
  PackageSchema,
  registerActivatedItemRoutes,
} from './read-routes.ts';
export { selectItemsOf as readItemsOf } from './read-store.ts';
export { releaseSilent } from './release-silent.ts';
export { resetPackages } from './reset-packages.ts';
export { type ActivationParts, registerActivationRoutes } from './routes.ts';
export type { SaleRequest } from './sale.ts';
export { type AskedSale, type SaleAnswer, type SellParts, sellBatch } from './sell.ts';
export { createTimeTask, passTimeEverywhere, TIME_TASK, type TimeParts } from './time-task.ts';
