export { registerNoticeRoutes } from './notice-routes.ts';
export { registerSupplierOrderRoutes } from './operator-routes.ts';
export { type Ordering, startOrdering } from './start-ordering.ts';
