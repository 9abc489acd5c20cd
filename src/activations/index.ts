export { activateItem } from './activate-item.ts';
export {
  type ActivatedItem,
  type ActivatedItemView,
  type ActivationMode,
  availableBytes,
  refusalToRefund,
  showActivatedItem,
  showTotal,
  standsAt,
} from './activated-item.ts';
export { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';
export { lockActivatedItem, markRefunded } from './change-activated-item.ts';
export { fallDue, nextDue, startItem } from './due.ts';
export { createLane, type Lane, type LaneMetrics } from './lane.ts';
export { packageActivated, packageDepleted, packageRefunded } from './package-events.ts';
export { lockUsablePackages, savePackages } from './packages.ts';
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
