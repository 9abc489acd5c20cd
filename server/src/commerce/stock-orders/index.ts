export { readDownloadNotices } from './download-notice-store.ts';
export { registerDownloadNoticeRoute } from './notice-routes.ts';
export { orderAhead } from './order-ahead.ts';
export { readSmdps, type SmdpStanding, type TypeStanding } from './read-smdps.ts';
export { reencryptSmdpKeys } from './reencrypt-keys.ts';
export { registerStockOrderRoutes } from './routes.ts';
export { saveSmdp, type TypeDraft } from './save-smdp.ts';
export type { SmdpDraft } from './smdp.ts';
export { createStockOrderTasks, STOCK_ORDER_SCHEDULE } from './tasks.ts';
