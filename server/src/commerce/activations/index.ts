export { activatePackage } from './activate-package.ts';
export { ActivatedItemSchema, anActivatedItem, todayField } from './activated-item-schema.ts';
export {
  applyAllDueChanges,
  applyDueChanges,
  applyDueChangesWithin,
} from './apply-due-changes.ts';
export type { SaleAnswer } from './attempt.ts';
export {
  countUsablePackages,
  readNewestPackagesOf,
  readNewestPackagesOfProfile,
  readPackagesOf,
} from './customer-packages-store.ts';
export {
  type Allowance,
  addToDay,
  allowanceAt,
  bytesFrom,
  dayAt,
  isUnlimited,
  showDays,
  showToday,
} from './data-days.ts';
export { deliverOrderedSales } from './deliver-pending-sale.ts';
export { createDeliveryWatch, type DeliveryWatch } from './delivery-watch.ts';
export { applyDueTransitions, nextDue, startPackage } from './due.ts';
export { EXPIRE_HOLDS_TASK, expireHoldsEverywhere } from './expire-holds-task.ts';
export { andPackages } from './found-store.ts';
export { createLane, type Lane } from './lane.ts';
export { registerPackageListRoute } from './list-routes.ts';
export { lockPackage } from './lock-package.ts';
export {
  type ActivationMode,
  availableBytes,
  type Package,
  packageAt,
  refusalToRefund,
  showActivatedItem,
  showBytes,
  showTotal,
} from './package.ts';
export {
  packageActivated,
  packageDayUsedUp,
  packageDepleted,
  packageRefunded,
  packageThrottled,
} from './package-events.ts';
export { packageQuery, readPackageQuery } from './package-query-schema.ts';
export {
  eraseOldUserIps,
  erasePurchaseLocations,
  hasLivePackage,
  markRefunded,
  resetPackages,
} from './package-store.ts';
export { readPackageTotals } from './package-totals.ts';
export { lockUsablePackages, savePackages, type UsablePackage } from './packages.ts';
export { describeChangedPackage, readPackage } from './read-packages.ts';
export {
  ActiveProfilesQuery,
  aPackage,
  PackageSchema,
  registerActivatedItemRoutes,
} from './read-routes.ts';
export { failOrderedSale, releaseUnansweredSales } from './release-unanswered-sales.ts';
export { registerActivationRoutes } from './routes.ts';
export type { SaleRequest } from './sale.ts';
export { createSalesLane, type SalesLane } from './sales-lane.ts';
export { searchPlanned } from './search-planned.ts';
export { type SellParts, sellBatch } from './sell.ts';
export {
  applyDueChangesEverywhere,
  createTimeTask,
  TIME_TASK,
} from './time-task.ts';
