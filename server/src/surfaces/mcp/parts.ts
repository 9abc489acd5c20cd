import type { Database } from '../../platform/db/database.ts';
import type { AuditLog } from '../../platform/http/write.ts';
import type { Access } from '../../tenancy/accounts/index.ts';
import type { Confirmations } from './confirmation.ts';

export type McpParts = {
  db: Database;
  auditLog: AuditLog;
  access: Pick<Access, 'now'>;
  confirmations: Confirmations;
};
