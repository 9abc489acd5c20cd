export { askAboutOrders } from './ask-about-orders.ts';
export { auditBooks } from './audit-books.ts';
export { auditFor } from './audit-for.ts';
export { type BookAudit, readLastAudit, selectAudits } from './book-audit-store.ts';
export { registerOperatorRoutes } from './routes.ts';
export { selectThresholds } from './stock-threshold-store.ts';
export { createOperatorTasks, OPERATOR_SCHEDULE } from './tasks.ts';
