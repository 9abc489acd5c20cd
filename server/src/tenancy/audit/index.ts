export { type AuditEntry, showAuditEntry } from './audit-entry.ts';
export { readChangesBy, readChangesOf, readEntries } from './read-entries.ts';
export { auditLog, recordChanges, recordSoldPackages } from './record-changes.ts';
export {
  createRefusedRequests,
  type RefusedRequests,
} from './refused-requests.ts';
export { registerAuditRoutes } from './routes.ts';
export type { SaleDraft as SoldPackage } from './sale-draft.ts';
export { eraseSaleAddresses, soldEntries } from './sales-store.ts';
export { AuditEntrySchema, anAuditEntry } from './schemas.ts';
export { eraseAuditAddresses } from './store.ts';
