import { sql } from '../../src/platform/db/database.ts';
import { soldEntries } from '../../src/tenancy/audit/index.ts';

/** All entries of the audit log, those of sales among them, as one table. */
export const auditEntries = sql`(
  select * from audit_log
  union all
  ${soldEntries}
) as audit_log`;
