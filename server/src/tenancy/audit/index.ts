export { type AuditDraft, type AuditEntry, showAuditEntry } from './audit-entry.ts';
export { forgetAuditAddresses } from './erase-old-addresses.ts';
export { readChangesBy, readChangesOf } from './read-changes.ts';
export { auditLog, recordChanges, recordDrafts } from './record-changes.ts';
export { AuditEntrySchema, anAuditEntry, registerAuditRoutes } from './routes.ts';
