export type { AuditDraft, AuditEntry } from './audit-entry.ts';
export { auditLog, recordChanges, recordDrafts } from './record-changes.ts';
