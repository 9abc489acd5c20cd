export { type AuditFinding, auditBooks } from './audit-books.ts';
export { readLastAudit, readStockThresholds } from './health-store.ts';
export type { OperatorParts } from './parts.ts';
export { registerOperatorRoutes } from './routes.ts';
export { createOperatorTasks, OPERATOR_SCHEDULE } from './tasks.ts';
