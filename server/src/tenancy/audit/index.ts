export { type AuditDraft, type AuditEntry, showAuditEntry } from './audit-entry.ts';
export { auditLog, recordChanges, recordDrafts } from './record-changes.ts';
export {
  createRefusedRequests,
  type RefusedRequests,
} from './refused-requests.ts';
export { registerAuditRoutes } from './routes.ts';
export { AuditEntrySchema, anAuditEntry } from './schemas.ts';
export { eraseAuditAddresses, readChangesBy, readChangesOf, selectEntries } from './store.ts';
